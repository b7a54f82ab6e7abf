package io.biplane.kvserver.log;

import akka.actor.Props;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.AbstractPersistentActor;
import akka.persistence.DeleteMessagesFailure;
import akka.persistence.DeleteMessagesSuccess;
import akka.persistence.DeleteSnapshotsFailure;
import akka.persistence.DeleteSnapshotsSuccess;
import akka.persistence.Recovery;
import akka.persistence.SnapshotSelectionCriteria;

import io.biplane.kernel.trace.TraceName;

/**
 * Deletes what a log that nobody will open again has left in the journal and in the snapshot store. Spawned by the store once the
 * replica and its {@link LogActor} have stopped; ends by itself.
 *
 * <p>The typed persistence API deletes only behind its own snapshots, so inside is a classic persistent actor of the same name.
 */
public final class LogEraser {
    private LogEraser() {}

    /**
     * Erases the log named {@code name}.
     *
     * @param onErased called when nothing of it is left, durably
     */
    public static Behavior<Done> create(String name, Runnable onErased) {
        return Behaviors.setup(context -> {
            Adapter.actorOf(
                    context,
                    Props.create(
                            Deleting.class,
                            () -> new Deleting(name, () -> context.getSelf().tell(Done.INSTANCE))),
                    "deleting");
            return Behaviors.receive(Done.class)
                    .onMessageEquals(Done.INSTANCE, () -> {
                        onErased.run();
                        return Behaviors.stopped();
                    })
                    .build();
        });
    }

    /** All it is told. */
    @TraceName("log-eraser.done")
    public enum Done {
        INSTANCE
    }

    private static final class Deleting extends AbstractPersistentActor {
        private final String name;
        private final Runnable onDone;
        private int outstanding = 2;

        Deleting(String name, Runnable onDone) {
            this.name = name;
            this.onDone = onDone;
        }

        @Override
        public String persistenceId() {
            return name;
        }

        @Override
        public Recovery recovery() {
            return Recovery.none();
        }

        @Override
        public Receive createReceiveRecover() {
            return receiveBuilder().matchAny(completed -> deleteAll()).build();
        }

        private void deleteAll() {
            deleteMessages(Long.MAX_VALUE);
            deleteSnapshots(SnapshotSelectionCriteria.latest());
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .match(DeleteMessagesSuccess.class, done -> onDeleted())
                    .match(DeleteSnapshotsSuccess.class, done -> onDeleted())
                    .match(DeleteMessagesFailure.class, failed -> fail(failed.cause()))
                    .match(DeleteSnapshotsFailure.class, failed -> fail(failed.cause()))
                    .build();
        }

        private void onDeleted() {
            outstanding--;
            if (outstanding == 0) {
                onDone.run();
                getContext().stop(getSelf());
            }
        }

        private void fail(Throwable cause) {
            throw new DiskFailure("the journal of " + name + " cannot be deleted", cause);
        }
    }
}
