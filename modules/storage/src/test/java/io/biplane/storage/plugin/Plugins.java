package io.biplane.storage.plugin;

import akka.actor.ActorRef;
import akka.persistence.SnapshotMetadata;

import java.util.List;

/** A process that has the plugins, spoken to by their message protocols: simulated, or a plain actor system. */
public interface Plugins extends AutoCloseable {
    /** Gets the answers. */
    ActorRef probe();

    ActorRef journal();

    ActorRef snapshots();

    /** Sends and gives everything that is answered. */
    List<Object> ask(ActorRef target, Object message);

    /** Ends the process in order and starts another on the same data. */
    void restart();

    /** Starts a process on what a killed one leaves. */
    void killAndBoot();

    /** Waits until the clock that stamps snapshots shows a later time, called {@code timestamp} by the test. */
    void reach(long timestamp);

    /** A snapshot was saved at the time reached last; its metadata as they were answered. */
    void saved(SnapshotMetadata answered);

    /** What the clock showed, or would have shown, at a time of the test's. */
    long clockAt(long timestamp);

    /** The test's name for what the clock showed. */
    long timestampOf(long clockMillis);

    @Override
    void close();
}
