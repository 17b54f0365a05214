package dk.slettefrist.ingest.media;

import java.time.Duration;

/** The defaults, with short patience. */
record TestMediaSettings(Duration readTimeout) implements MediaSettings {

    @Override
    public Duration interval() {
        return Duration.ofSeconds(1);
    }

    @Override
    public int maxConcurrent() {
        return 8;
    }

    @Override
    public int maxPerSource() {
        return 4;
    }

    @Override
    public Duration lease() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Duration retryDelay() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Duration maxRetryDelay() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Duration keepDeleting() {
        return Duration.ofDays(14);
    }

    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Duration alarmAfter() {
        return Duration.ofMinutes(10);
    }
}
