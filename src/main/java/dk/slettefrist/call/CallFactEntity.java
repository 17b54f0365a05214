package dk.slettefrist.call;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The row of {@link CallFact}; see the comments of table {@code call_fact}. */
@Entity
@Table(name = "call_fact")
class CallFactEntity {

    @Id
    UUID id;

    @Column(name = "call_ref")
    UUID callRef;

    @Enumerated(EnumType.STRING)
    CallFact.Kind kind;

    Instant at;
    String operator;
    String queue;
    String caller;
    String callee;

    @Enumerated(EnumType.STRING)
    Direction direction;

    CallFact toFact() {
        return new CallFact(kind, at, operator, queue, caller, callee, direction);
    }
}
