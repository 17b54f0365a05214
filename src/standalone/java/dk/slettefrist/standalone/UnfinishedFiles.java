package dk.slettefrist.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files that the S3 server was still writing when its process ended. It writes under a name of its own, the object's with a random UUID
 * behind it, and renames at the end; to what it left it never comes back. Such a file can hold the sound of a whole recording, and no
 * request deletes it.
 */
public final class UnfinishedFiles {

    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String KEY = "rec/[0-9a-f]{8}/" + UUID;

    /** Of an object, of a part or the head of an upload in parts. What else has a UUID in its name may be somebody's object. */
    private static final Pattern NAME = Pattern.compile(
            "(%1$s|\\.mpus-%2$s-%1$s-(stub|[0-9]+)|\\.s3proxy-mpu-stub-%2$s)-%2$s".formatted(KEY, UUID));

    private static final int DEPTH = 4;

    private UnfinishedFiles() {}

    /** Deletes them. To be called while no server runs on the folder. */
    public static void removeFrom(Path bucket) throws IOException {
        try (Stream<Path> files = Files.find(bucket, DEPTH, (path, attributes) -> attributes.isRegularFile())) {
            List<Path> unfinished = files.filter(
                            file -> NAME.matcher(nameOf(bucket, file)).matches())
                    .toList();
            for (Path file : unfinished) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String nameOf(Path bucket, Path file) {
        return bucket.relativize(file).toString().replace('\\', '/');
    }
}
