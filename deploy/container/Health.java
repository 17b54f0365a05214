import java.net.HttpURLConnection;
import java.net.URI;

/** Ends with 0 when the service in the same container is ready: a health check without a shell. */
final class Health {

    private Health() {}

    public static void main(String... none) throws Exception {
        String port = System.getenv().getOrDefault("QUARKUS_MANAGEMENT_PORT", "9000");
        HttpURLConnection ready = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/q/health/ready").toURL().openConnection();
        ready.setConnectTimeout(2_000);
        ready.setReadTimeout(4_000);
        System.exit(ready.getResponseCode() == 200 ? 0 : 1);
    }
}
