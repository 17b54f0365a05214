package dk.slettefrist.packaged.agent;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * Makes the methods of a running service places where a test can halt it. Loaded by {@code -javaagent:halt.jar=<port of the test>}; the
 * service's own code knows nothing of it.
 */
public final class HaltAgent implements ClassFileTransformer {

    private final Map<String, Set<String>> methods;

    private HaltAgent(Map<String, Set<String>> methods) {
        this.methods = methods;
    }

    /** Called by the virtual machine before the service's main method. */
    public static void premain(String port, Instrumentation instrumentation) throws IOException {
        instrumentation.addTransformer(new HaltAgent(Halts.connect(Integer.parseInt(port))));
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        String type = name.replace('/', '.');
        Set<String> woven = methods.get(type);
        try {
            return woven == null ? null : weave(loader, type, classFile, woven.toArray(String[]::new));
        } catch (RuntimeException | Error e) {
            // The virtual machine would say nothing, and the test wait in vain.
            e.printStackTrace();
            throw e;
        }
    }

    private static byte[] weave(ClassLoader loader, String type, byte[] classFile, String... names) {
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(type, classFile), ClassFileLocator.ForClassLoader.of(loader));
        return new ByteBuddy()
                .with(Implementation.Context.Disabled.Factory.INSTANCE)
                .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
                .redefine(TypePool.Default.of(locator).describe(type).resolve(), locator)
                .visit(Advice.to(HaltAdvice.class).on(ElementMatchers.namedOneOf(names)))
                .make()
                .getBytes();
    }
}
