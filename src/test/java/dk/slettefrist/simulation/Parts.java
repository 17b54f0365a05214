package dk.slettefrist.simulation;

import static net.bytebuddy.matcher.ElementMatchers.isAnnotatedWith;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.transaction.Transactional;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.MethodDelegation;

/**
 * The service's own classes, made as the container makes them: by their one constructor, one instance of each. Their {@code @Transactional}
 * methods run in the given transactions, so the borders of transactions are those of the annotations.
 */
public final class Parts {

    /** A class with transactional methods is made as this subclass of it, in its own package, for it may be package-private. */
    private static final Map<Class<?>, Class<?>> WITH_TRANSACTIONS = new ConcurrentHashMap<>();

    private final Transactions transactions;
    private final Map<Class<?>, Object> made = new LinkedHashMap<>();

    public Parts(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Takes what was made elsewhere: a port, settings, a clock. */
    public <T> Parts with(Class<T> type, T part) {
        made.put(type, part);
        return this;
    }

    /** The one instance of a class. */
    public <T> T of(Class<T> type) {
        if (!made.containsKey(type)) {
            made.put(type, make(type));
        }
        return type.cast(made.get(type));
    }

    private Object make(Class<?> type) {
        if (type.isInterface()) {
            throw new IllegalStateException("nobody gave the simulation a " + type.getName());
        }
        try {
            Constructor<?> constructor = WITH_TRANSACTIONS.computeIfAbsent(type, Parts::withTransactions)
                    .getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            Object part = constructor.newInstance(
                    Arrays.stream(constructor.getParameterTypes()).map(this::of).toArray());
            if (part.getClass() != type) {
                part.getClass().getField(InTransaction.TRANSACTIONS).set(part, transactions);
            }
            return part;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + type.getName(), e);
        }
    }

    private static Class<?> withTransactions(Class<?> type) {
        return isTransactional(type) ? subclass(type) : type;
    }

    private static boolean isTransactional(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(method -> method.isAnnotationPresent(Transactional.class));
    }

    private static Class<?> subclass(Class<?> type) {
        try (var made = new ByteBuddy()
                .subclass(type)
                .name(type.getName() + "$WithTransactions")
                .defineField(InTransaction.TRANSACTIONS, Transactions.class, Visibility.PUBLIC)
                .method(isAnnotatedWith(Transactional.class))
                .intercept(MethodDelegation.to(InTransaction.class))
                .make()) {
            var there = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            return made.load(type.getClassLoader(), ClassLoadingStrategy.UsingLookup.of(there))
                    .getLoaded();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot make a subclass of " + type.getName(), e);
        }
    }
}
