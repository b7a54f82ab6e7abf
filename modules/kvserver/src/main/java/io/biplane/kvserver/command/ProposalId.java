package io.biplane.kvserver.command;

/**
 * Names one proposal, so that the replica that made it knows it again when it is applied.
 *
 * @param node who proposed
 * @param startedAtNanos when that replica's process began to run it; tells a restarted proposer's proposals from those
 *     it made before
 * @param number counts up from 1
 */
public record ProposalId(int node, long startedAtNanos, long number) {
    @Override
    public String toString() {
        return "n" + node + "." + number;
    }
}
