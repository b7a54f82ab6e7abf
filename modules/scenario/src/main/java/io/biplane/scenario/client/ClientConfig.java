package io.biplane.scenario.client;

import io.biplane.cluster.gateway.SqlGateway;
import io.biplane.scenario.model.LoadSpec;

import java.util.List;

/**
 * What a client is told.
 *
 * @param load its load
 * @param virtualCluster the one to connect to
 * @param number 0 and up within the load
 * @param greetings round trips of a connection before the last
 * @param balancer host of the load balancer
 * @param zeroNanos simulation time of the run's zero
 */
public record ClientConfig(
        LoadSpec load,
        String virtualCluster,
        int number,
        List<SqlGateway.Greeting> greetings,
        String balancer,
        long zeroNanos) {
    /** Name in traces and targets: {@code kv-3}; numbers count from 1 for people. */
    public String name() {
        return load.name() + "-" + (number + 1);
    }

    /** When the {@code n}-th operation of this client is due, since the run's zero: the load's rate, dealt out in turn. */
    long dueAtNanos(long n) {
        double intervalNanos = 1e9 / load.ratePerSecond();
        return load.fromNanos() + (long) ((number + n * load.clients()) * intervalNanos);
    }

    boolean isClosedLoop() {
        return load.arrival() == LoadSpec.Arrival.CLOSED;
    }
}
