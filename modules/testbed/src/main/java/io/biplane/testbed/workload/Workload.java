package io.biplane.testbed.workload;

import io.biplane.base.random.SimRandom;

import java.util.List;

/** A kind of load. Pure; one instance serves all clients of one load. */
public interface Workload {
    /** Name in scenario files, such as {@code kv}. */
    String name();

    /** Statements that make the tables, run once before the load. */
    List<String> schema();

    /** Statements that put the first rows in, run once after the schema. */
    List<Operation> initialRows();

    /**
     * Draws the next operation of a client.
     *
     * @param client the client's number, 0 and up
     * @param number how many operations this client began before
     */
    Operation next(int client, long number, SimRandom random);

    /** Reads that look at the final state once all clients have stopped; their answers go to the checks. */
    List<Operation> finalReads();
}
