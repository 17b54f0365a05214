package dk.slettefrist.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How often each replica may be asked, by whom; more answer 429. What was not used is saved up, so that bursts pass. */
@ConfigMapping(prefix = "slettefrist.web.limits")
public interface LimitSettings {

    /** Requests a second of one client address, and of each user who has proven himself; ten seconds' worth can be saved up. */
    @Min(1)
    @Max(1_000_000)
    @WithDefault("1000")
    int addressRequests();

    /** Requests a second of one PBX, wherever it sends from; ten seconds' worth can be saved up. */
    @Min(1)
    @Max(1_000_000)
    @WithDefault("1000")
    int sourceRequests();

    /** Wrong passwords and secrets a minute of one client address; a minute's worth can be saved up. */
    @Min(1)
    @Max(1_000_000)
    @WithDefault("100")
    int failedProofs();

    /** Of how many clients is remembered what they used; those unseen for longest are forgotten first. Some 500 bytes each. */
    @Min(100)
    @Max(10_000_000)
    @WithDefault("100000")
    int remembered();
}
