package dk.slettefrist.bench.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Set;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * Takes the object store out of a running service: every deletion is done at once, and everything is absent. What is left is the database's part of the
 * purge, with the service's own code and statements.
 */
public final class NoStore implements ClassFileTransformer {

    private static final String STORE = "dk.slettefrist.storage.minio.MinioObjectStore";

    /** Called by the virtual machine before the service's main method. */
    public static void premain(String ignored, Instrumentation instrumentation) {
        instrumentation.addTransformer(new NoStore());
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        if (!STORE.replace('.', '/').equals(name)) {
            return null;
        }
        try {
            ClassFileLocator locator = new ClassFileLocator.Compound(
                    ClassFileLocator.Simple.of(STORE, classFile), ClassFileLocator.ForClassLoader.of(loader));
            return new ByteBuddy()
                    .with(Implementation.Context.Disabled.Factory.INSTANCE)
                    .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
                    .redefine(TypePool.Default.of(locator).describe(STORE).resolve(), locator)
                    .visit(Advice.to(Done.class).on(ElementMatchers.named("delete")))
                    .visit(Advice.to(Nothing.class).on(ElementMatchers.named("present")))
                    .make()
                    .getBytes();
        } catch (RuntimeException | Error e) {
            // The virtual machine would say nothing, and the store be asked.
            e.printStackTrace();
            throw e;
        }
    }

    /** Instead of a method that answers nothing. */
    static final class Done {

        private Done() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean skip() {
            return true;
        }
    }

    /** Instead of a method that answers what is left. */
    static final class Nothing {

        private Nothing() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean skip() {
            return true;
        }

        @Advice.OnMethodExit
        static void answer(@Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object present) {
            present = Set.of();
        }
    }
}
