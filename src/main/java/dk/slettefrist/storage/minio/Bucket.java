package dk.slettefrist.storage.minio;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

import io.minio.BucketArgs;
import io.minio.MinioAsyncClient;

import dk.slettefrist.storage.ObjectStoreException;

/**
 * Our bucket and the client to reach it with. The client's futures are waited for here, on the caller's thread, and nowhere else.
 *
 * @param client of the store
 * @param name of the bucket
 */
record Bucket(MinioAsyncClient client, String name) {

    /** How many requests of one batch are under way at once. */
    private static final int WINDOW = 16;

    /** Gives a request's arguments our bucket. */
    <B extends BucketArgs.Builder<B, A>, A extends BucketArgs> A here(B arguments) {
        return arguments.bucket(name).build();
    }

    /** One request, waited for. */
    <T> T call(Operation operation, Supplier<CompletableFuture<T>> request) {
        try {
            return request.get().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ObjectStoreException("Interrupted while waiting for " + operation, e);
        } catch (ExecutionException | RuntimeException e) {
            throw Failures.of(operation, e);
        }
    }

    /**
     * One request for each item, a few at a time: the next is made while those before it are under way. The answers come in the items' order.
     * What fails is told, and may be thrown, by {@code failure}.
     */
    <K, T> void each(
            Operation operation,
            Collection<K> items,
            Function<K, CompletableFuture<T>> request,
            BiConsumer<K, T> answer,
            BiConsumer<K, ObjectStoreException> failure) {
        Queue<Pending<K, T>> underWay = new ArrayDeque<>(WINDOW);
        for (K item : items) {
            if (underWay.size() == WINDOW) {
                settle(operation, underWay.remove(), answer, failure);
            }
            underWay.add(new Pending<>(item, request.apply(item)));
        }
        underWay.forEach(pending -> settle(operation, pending, answer, failure));
    }

    private <K, T> void settle(
            Operation operation,
            Pending<K, T> pending,
            BiConsumer<K, T> answer,
            BiConsumer<K, ObjectStoreException> failure) {
        try {
            answer.accept(pending.item, call(operation, pending::answer));
        } catch (ObjectStoreException e) {
            failure.accept(pending.item, e);
        }
    }

    private record Pending<K, T>(K item, CompletableFuture<T> answer) {}
}
