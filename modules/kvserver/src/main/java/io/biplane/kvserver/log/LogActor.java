package io.biplane.kvserver.log;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;

import io.biplane.base.id.RangeId;
import io.biplane.kernel.trace.TraceName;

import java.util.List;

/**
 * Keeps one replica's Raft log and hard state in the journal. Only the replica, its parent, talks to it, with one command
 * outstanding at a time.
 */
public final class LogActor extends EventSourcedBehavior<LogActor.Command, LogEvent, LogState> {
    /**
     * Events between journal snapshots. Our choice: replay of a few hundred events costs well under a millisecond, and the
     * snapshot is small because compaction precedes it.
     */
    private static final int EVENTS_PER_SNAPSHOT = 400;

    /** What the replica asks. */
    public sealed interface Command {}

    /**
     * Make these events durable, all or none.
     *
     * @param events at least one
     * @param writeId echoed in {@link Written}
     */
    @TraceName("raft-log.write")
    public record Write(List<LogEvent> events, long writeId) implements Command {
        public Write {
            events = List.copyOf(events);
            if (events.isEmpty()) {
                throw new IllegalArgumentException("a write needs an event");
            }
        }
    }

    /** What the replica hears. */
    public sealed interface Reply {}

    /** First of all replies: what the journal held. */
    @TraceName("raft-log.recovered")
    public record Recovered(LogContents contents) implements Reply {}

    /** The events of a write are durable. */
    @TraceName("raft-log.written")
    public record Written(long writeId) implements Reply {}

    private final ActorRef<Reply> replica;

    private LogActor(PersistenceId id, ActorRef<Reply> replica) {
        super(id);
        this.replica = replica;
    }

    /** The name of a replica's log. */
    public static String name(RangeId range, long replicaId) {
        return range + "/" + replicaId;
    }

    /**
     * The log named {@code name}, unique on the node and never used for another replica.
     *
     * @param replica told {@link Recovered} once, then one {@link Written} per write
     */
    public static Behavior<Command> create(String name, ActorRef<Reply> replica) {
        return new LogActor(PersistenceId.ofUniqueId(name), replica);
    }

    @Override
    public LogState emptyState() {
        return new LogState(LogContents.EMPTY);
    }

    @Override
    public CommandHandler<Command, LogEvent, LogState> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(Write.class, (state, write) -> {
                    Written written = new Written(write.writeId());
                    return write.events().size() == 1
                            ? Effect()
                                    .persist(write.events().get(0))
                                    .thenRun(() -> replica.tell(written))
                            : Effect().persist(write.events()).thenRun(() -> replica.tell(written));
                })
                .build();
    }

    @Override
    public EventHandler<LogState, LogEvent> eventHandler() {
        return newEventHandlerBuilder().forAnyState().onAnyEvent(LogState::apply);
    }

    @Override
    public SignalHandler<LogState> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(
                        RecoveryCompleted.instance(),
                        state -> replica.tell(new Recovered(state.contents())))
                .build();
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(EVENTS_PER_SNAPSHOT, 1).withDeleteEventsOnSnapshot();
    }

    @Override
    public SnapshotAdapter<LogState> snapshotAdapter() {
        return new CopyingAdapter();
    }

    /** A state kept by reference would be corrupted by later events (docs/reference/storage.md §5.1). */
    private static final class CopyingAdapter implements SnapshotAdapter<LogState> {
        @Override
        public Object toJournal(LogState state) {
            return state.contents();
        }

        @Override
        public LogState fromJournal(Object from) {
            return new LogState((LogContents) from);
        }
    }
}
