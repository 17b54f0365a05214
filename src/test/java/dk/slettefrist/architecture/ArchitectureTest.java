package dk.slettefrist.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileReader;
import java.io.RandomAccessFile;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Set;

import jakarta.persistence.Entity;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Path;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import dk.slettefrist.platform.LiveFile;
import dk.slettefrist.storage.InboxStore;
import dk.slettefrist.storage.ObjectStore;

@AnalyzeClasses(packages = "dk.slettefrist", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final Set<String> CLOCKS = Set.of("now", "currentTimeMillis", "nanoTime", "systemUTC", "system");

    private static final DescribedPredicate<JavaAccess<?>> READ_A_CLOCK = describe(
            "read a clock",
            access -> CLOCKS.contains(access.getName())
                    && (access.getTargetOwner().getPackageName().equals("java.time")
                            || access.getTargetOwner().isEquivalentTo(System.class)));

    @ArchTest
    static final ArchRule RULES_ARE_PURE = classes()
            .that()
            .resideInAPackage("..retention..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "..retention..")
            .because("the rule must be readable and testable without framework, database or clock");

    @ArchTest
    static final ArchRule NOTHING_DEPENDS_ON_THE_EDGES = noClasses()
            .that()
            .resideOutsideOfPackages("..ingest..", "..report..", "..web..", "..startup..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..slettefrist.ingest..",
                    "..slettefrist.report..",
                    "..slettefrist.web..",
                    "..slettefrist.startup..")
            .because(
                    "intake, reports, pages and the start come and go; the recording and its deadline must not know them");

    @ArchTest
    static final ArchRule EDGES_DO_NOT_KNOW_EACH_OTHER = slices().matching("dk.slettefrist.(ingest|report|web)..")
            .should()
            .notDependOnEachOther()
            .because("each edge must be changeable alone");

    @ArchTest
    static final ArchRule FEATURES_ARE_FREE_OF_CYCLES = slices().matching("dk.slettefrist.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature that depends on itself through others cannot be understood alone");

    @ArchTest
    static final ArchRule FILES_ARE_READ_AS_THOSE_THAT_CHANGE = noClasses()
            .that()
            .areNotAssignableTo(LiveFile.class)
            .and()
            .resideOutsideOfPackage("..standalone..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(
                    Files.class,
                    File.class,
                    FileInputStream.class,
                    FileReader.class,
                    RandomAccessFile.class,
                    FileChannel.class)
            .because("the page of the settings says of each file that it needs no restart");

    @ArchTest
    static final ArchRule SPANS_ARE_MADE_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackage("..telemetry..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.opentelemetry..")
            .because("nothing personal has a way into a span when only words of ours have one");

    @ArchTest
    static final ArchRule MINIO_STAYS_IN_ITS_PACKAGE = noClasses()
            .that()
            .resideOutsideOfPackage("..storage.minio..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.minio..")
            .because("the client of the object store is exchangeable");

    @ArchTest
    static final ArchRule OUTGOING_HTTP_IS_WATCHED = noClasses()
            .that()
            .resideOutsideOfPackages("..storage.minio..", "..ingest.media..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("okhttp3..", "java.net.http..")
                    .or(DescribedPredicate.describe("a URL connection", c -> c.isAssignableTo(URLConnection.class))))
            .because(
                    "the object store is asked where the settings say, a PBX's media only through the checks of MediaClient; nobody else asks anybody");

    @ArchTest
    static final ArchRule QUARTZ_STAYS_IN_JOBS = noClasses()
            .that(are(describe(
                    "not jobs", c -> !c.getName().replaceAll("\\$.*", "").endsWith("Job"))))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.quartz..", "io.quarkus.scheduler..", "io.quarkus.quartz.."))
            .because("correctness never rests on the scheduler");

    @ArchTest
    static final ArchRule ONE_CLOCK_DECIDES = noClasses()
            .that()
            .resideOutsideOfPackages("..platform..", "..standalone..")
            .should()
            .accessTargetWhere(READ_A_CLOCK)
            .because("decisions are taken by the database's time, which services get from TimeSource");

    @ArchTest
    static final ArchRule NO_TRANSACTION_REACHES_THE_STORE = noClasses()
            .that(are(describe("reaching the object store or a PBX", ArchitectureTest::reachesStore)))
            .should()
            .beAnnotatedWith(Transactional.class)
            .orShould(new HaveTransactionalMethods())
            .because("nothing holds a database connection while it talks to the object store, or to a PBX");

    @ArchTest
    static final ArchRule ENTITIES_STAY_IN_THEIR_FEATURE = classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .should()
            .bePackagePrivate()
            .because("a row is a detail of its repository");

    @ArchTest
    static final ArchRule RESOURCES_ASK_SERVICES = noClasses()
            .that()
            .areAnnotatedWith(Path.class)
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Repository")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ObjectStore.class)
            .because("a resource translates HTTP; what happens is decided in services");

    @ArchTest
    static final ArchRule EVERY_ENDPOINT_NAMES_ITS_ROLES = classes()
            .that()
            .areAnnotatedWith(Path.class)
            .and()
            .resideOutsideOfPackage("..ingest.pbx..")
            .should()
            .beAnnotatedWith(jakarta.annotation.security.RolesAllowed.class)
            .because(
                    "an endpoint without roles would be open to everybody; only a message of a PBX proves itself whose it is");

    private static boolean reachesStore(JavaClass candidate) {
        return reachesStore(candidate, new HashSet<>());
    }

    /** Directly, or through a collaborator of ours. */
    private static boolean reachesStore(JavaClass candidate, Set<JavaClass> seen) {
        return seen.add(candidate)
                && candidate.getFields().stream()
                        .map(field -> field.getRawType())
                        .filter(type -> type.getPackageName().startsWith("dk.slettefrist"))
                        .anyMatch(type -> type.isAssignableTo(ObjectStore.class)
                                || type.getSimpleName().equals("MediaClient")
                                || type.isAssignableTo(InboxStore.class)
                                || reachesStore(type, seen));
    }
}
