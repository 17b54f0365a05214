package dk.slettefrist.architecture;

import jakarta.transaction.Transactional;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** That a method of the class opens a transaction. */
final class HaveTransactionalMethods extends ArchCondition<JavaClass> {

    HaveTransactionalMethods() {
        super("have transactional methods");
    }

    @Override
    public void check(JavaClass candidate, ConditionEvents events) {
        candidate.getMethods().stream()
                .filter(method -> method.isAnnotatedWith(Transactional.class))
                .forEach(method -> events.add(SimpleConditionEvent.satisfied(method, method.getFullName())));
    }
}
