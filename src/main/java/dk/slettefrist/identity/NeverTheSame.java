package dk.slettefrist.identity;

import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

import io.quarkus.arc.Unremovable;
import io.quarkus.credentials.CredentialsProvider;

/**
 * Another secret whenever the framework asks, and never a real one: it repeats a refused request only when its provider of secrets gives one that is not the
 * same. The real one is put in by {@link ClientSecretFilter}.
 */
@ApplicationScoped
@Unremovable
@Named("never-the-same")
class NeverTheSame implements CredentialsProvider {

    @Override
    public Map<String, String> getCredentials(String provider) {
        return Map.of("secret", UUID.randomUUID().toString());
    }
}
