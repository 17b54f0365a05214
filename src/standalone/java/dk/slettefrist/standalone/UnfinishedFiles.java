package dk.slettefrist.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the S3 server left on the disk when its process ended, or when a part came in after its upload was given up. It can hold the sound of
 * a whole recording, and no request lists or deletes it.
 */
public final class UnfinishedFiles {

    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String KEY = "rec/[0-9a-f]{8}/" + UUID;

    /**
     * Files that were being written: they have the name of an object, of a part or of the head of an upload, and a random UUID behind it, and
     * are renamed at the end. What else has a UUID in its name may be somebody's object.
     */
    private static final Pattern DRAFT = Pattern.compile(
            "(%1$s|\\.mpus-%2$s-%1$s-(stub|[0-9]+)|\\.s3proxy-mpu-stub-%2$s)-%2$s".formatted(KEY, UUID));

    /** Parts. Their upload is known to the server as long as its head is there. */
    private static final Pattern PART = Pattern.compile("(?<upload>\\.mpus-%2$s-%1$s-)[0-9]+".formatted(KEY, UUID));

    private static final int DEPTH = 4;

    private UnfinishedFiles() {}

    /** Deletes them. To be called while no server runs on the folder. */
    public static void removeFrom(Path bucket) throws IOException {
        Set<String> names;
        try (Stream<Path> files = Files.find(bucket, DEPTH, (path, attributes) -> attributes.isRegularFile())) {
            names = files.map(file -> nameOf(bucket, file)).collect(Collectors.toSet());
        }
        for (String name : names) {
            if (DRAFT.matcher(name).matches() || isHeadless(name, names)) {
                Files.deleteIfExists(bucket.resolve(name));
            }
        }
    }

    /** Whether it is a part of an upload that the server does not know any more. */
    public static boolean isHeadless(String name, Set<String> names) {
        Matcher part = PART.matcher(name);
        return part.matches() && !names.contains(part.group("upload") + "stub");
    }

    private static String nameOf(Path bucket, Path file) {
        return bucket.relativize(file).toString().replace('\\', '/');
    }
}
