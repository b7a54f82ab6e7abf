package io.biplane.testbed.client;

import io.biplane.scenario.model.LoadSpec;
import io.biplane.sqlserver.connect.ConnectProtocol;

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
        List<ConnectProtocol.Greeting> greetings,
        String balancer,
        long zeroNanos) {
    /** Name in traces and targets: {@code kv-3}; numbers count from 1 for people. */
    public String name() {
        return load.name() + "-" + (number + 1);
    }

    /**
     * When the {@code n}-th operation of this client is due, since the run's zero: the load's rate, dealt out in turn. While the
     * rate rises, the {@code k}-th operation of the load is due when the area under it is {@code k}.
     */
    long dueAtNanos(long n) {
        if (load.ratePerSecond() == 0) {
            return load.fromNanos() + load.rampNanos() * number / load.clients();
        }
        double intervalNanos = 1e9 / load.ratePerSecond();
        double atFullRate = (number + n * load.clients()) * intervalNanos;
        double afterFrom = atFullRate < load.rampNanos() / 2.0
                ? StrictMath.sqrt(2 * atFullRate * load.rampNanos())
                : atFullRate + load.rampNanos() / 2.0;
        return load.fromNanos() + (long) afterFrom;
    }

    boolean isClosedLoop() {
        return load.arrival() == LoadSpec.Arrival.CLOSED;
    }
}
