package dk.slettefrist.ingest.media;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dk.slettefrist.call.CallFact;
import dk.slettefrist.ingest.Intake;
import dk.slettefrist.ingest.Upload;
import dk.slettefrist.ingest.media.MediaException.Kind;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.Sources;

/**
 * One attempt to fetch a recording, or to delete the PBX's copy of it. No transaction is open while it talks to the PBX or the store. The intake
 * takes a recording once, however often and by however many it is tried; so a crash at any place is mended by the next attempt.
 */
@ApplicationScoped
class Attempt {

    private static final Logger LOG = Logger.getLogger(Attempt.class);

    private final Fetches fetches;
    private final MediaClient client;
    private final Intake intake;
    private final Sources sources;
    private final FetchWatch watch;

    Attempt(Fetches fetches, MediaClient client, Intake intake, Sources sources, FetchWatch watch) {
        this.fetches = fetches;
        this.client = client;
        this.intake = intake;
        this.sources = sources;
        this.watch = watch;
    }

    /** Makes it, and writes down what came of it. */
    void make(Fetch fetch) {
        Optional<Source> source = sources.find(fetch.source());
        boolean delete = source.isPresent() && source.get().media().delete();
        try {
            if (fetch.isDeletion()) {
                client.delete(configured(source), fetch.deletionUrl());
                fetches.deleted(fetch);
                watch.ended(fetch, "deleted");
            } else {
                String outcome = fetch(source, fetch);
                fetches.settled(fetch, outcome, delete);
                watch.ended(fetch, outcome);
            }
        } catch (MediaException e) {
            failed(fetch, e.kind().label(), e.isForGood(), delete);
        } catch (DomainException e) {
            failed(fetch, e.kind(), isForGood(e), delete);
        } catch (RuntimeException e) {
            LOG.errorf(e, "An attempt at a recording at a PBX fails fetchId=%s", fetch.id());
            failed(fetch, "internal", false, delete);
        }
    }

    /** Whether it is late is asked first: then nothing is asked of the PBX, and whoever is named in the row is forgotten whatever else fails. */
    private String fetch(Optional<Source> source, Fetch fetch) {
        Upload upload = upload(fetch);
        try {
            intake.refuseIfLate(upload);
            try (Media media = client.open(configured(source), fetch.url(), fetch.deletionUrl())) {
                intake.adopt(upload, media.stream());
            }
            return "stored";
        } catch (DomainException.Late e) {
            return e.wasHere() ? "over" : "late";
        }
    }

    private static Source configured(Optional<Source> source) {
        return source.orElseThrow(() -> new MediaException(Kind.SOURCE_NOT_CONFIGURED));
    }

    private void failed(Fetch fetch, String outcome, boolean forGood, boolean delete) {
        if (fetches.failed(fetch, outcome, forGood, delete)) {
            watch.givenUp(fetch, outcome);
        } else {
            watch.failed(fetch, outcome);
        }
    }

    /** What comes another time is what it is; all else may be a matter of the way. So may what is no audio: a page to sign in at is answered with 200. */
    private static boolean isForGood(DomainException e) {
        return e instanceof DomainException.TooLarge || e instanceof DomainException.Conflict;
    }

    /** What was told of the call is known already. */
    private static Upload upload(Fetch fetch) {
        CallFact nothingMore = new CallFact(CallFact.Kind.RECORDED, fetch.startedAt(), null, null, null, null, null);
        return new Upload(
                fetch.source(),
                fetch.callId(),
                fetch.recordingId(),
                fetch.startedAt(),
                fetch.endedAt(),
                nothingMore,
                null);
    }
}
