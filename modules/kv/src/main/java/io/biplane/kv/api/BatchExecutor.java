package io.biplane.kv.api;

import akka.actor.typed.ActorRef;

/**
 * The port through which a node's kv-server hands a batch to a replica on the same node. The store
 * implements it by telling the replica's actor; it returns at once and the answer goes to {@code
 * replyTo}, exactly once unless the process dies.
 */
@FunctionalInterface
public interface BatchExecutor {
    /** Hands the batch over; the wall has already been passed. */
    void execute(BatchRequest batch, long requestId, ActorRef<BatchAnswer> replyTo);
}
