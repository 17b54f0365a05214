package dk.slettefrist.packaged.agent;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** What is woven around a method: a place before its first instruction, and one after it returned without an exception. */
final class HaltAdvice {

    private HaltAdvice() {}

    @Advice.OnMethodEnter
    static void before(@Advice.Origin("#t.#m") String method, @Advice.AllArguments Object[] arguments) {
        Halts.reached("before " + method, arguments, null);
    }

    @Advice.OnMethodExit
    static void after(
            @Advice.Origin("#t.#m") String method,
            @Advice.AllArguments Object[] arguments,
            @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object result) {
        Halts.reached("after " + method, arguments, result);
    }
}
