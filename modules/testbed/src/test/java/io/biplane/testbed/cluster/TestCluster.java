package io.biplane.testbed.cluster;

import io.biplane.base.id.ClusterVersion;
import io.biplane.kernel.sim.Simulation;
import io.biplane.kernel.trace.StateChange;
import io.biplane.kernel.trace.TraceEvent;
import io.biplane.sql.session.StatementResult;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A cluster that has come up, with what its trace said, for one test. */
final class TestCluster implements AutoCloseable {
    static final ClusterVersion V24_1 = new ClusterVersion(24, 1);
    static final ClusterVersion V24_2 = new ClusterVersion(24, 2);
    static final ClusterVersion V24_3 = new ClusterVersion(24, 3);
    static final ClusterVersion V25_1 = new ClusterVersion(25, 1);
    static final ClusterVersion V25_2 = new ClusterVersion(25, 2);
    static final ClusterVersion V25_4 = new ClusterVersion(25, 4);

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long STEP_NANOS = 1_000_000L;

    final Simulation sim;
    final SimCluster cluster;
    final List<TraceEvent.StateChanged> changes = new ArrayList<>();

    private TestCluster(long seed, ClusterConfig config) {
        sim = Simulation.builder().seed(seed).stopOnBugs(true).build();
        sim.trace().onStateChange(event -> {
            if (event instanceof TraceEvent.StateChanged changed) {
                changes.add(changed);
            }
        });
        cluster = SimCluster.create(sim, config);
    }

    /** Three nodes, one virtual cluster {@code main} with two ranges. */
    static ClusterConfig standard(ClusterVersion version) {
        return ClusterConfig.of(3, version).with(VirtualClusterConfig.of("main", 2));
    }

    static TestCluster up(ClusterConfig config) {
        return up(1, config);
    }

    static TestCluster up(long seed, ClusterConfig config) {
        TestCluster test = new TestCluster(seed, config);
        test.cluster.boot();
        if (!test.cluster.runUntilReady(60 * NANOS_PER_SECOND)) {
            throw new AssertionError("the cluster did not come up");
        }
        return test;
    }

    static void runUntil(Simulation sim, BooleanSupplier condition, long seconds) {
        long end = sim.nowNanos() + seconds * NANOS_PER_SECOND;
        while (!condition.getAsBoolean()) {
            if (sim.nowNanos() >= end) {
                throw new AssertionError("did not happen within " + seconds + " virtual seconds");
            }
            sim.runFor(STEP_NANOS);
        }
    }

    void runUntil(BooleanSupplier condition, long seconds) {
        runUntil(sim, condition, seconds);
    }

    void runFor(double seconds) {
        sim.runFor((long) (seconds * NANOS_PER_SECOND));
    }

    /** Runs a statement as root on some node that is up. */
    StatementResult sql(String virtualCluster, String statement) {
        List<StatementResult> results = new ArrayList<>();
        cluster.runSql(virtualCluster, statement, results::add);
        runUntil(() -> !results.isEmpty(), 120);
        return results.get(0);
    }

    /** Runs a statement that must succeed, and gives its rows as text. */
    List<String> rows(String virtualCluster, String statement) {
        StatementResult result = sql(virtualCluster, statement);
        if (!result.isSuccess()) {
            throw new AssertionError(statement + ": " + result.error().get());
        }
        return result.rows().stream().map(Object::toString).toList();
    }

    /** Runs a statement that must fail, and gives code and message. */
    String error(String virtualCluster, String statement) {
        StatementResult result = sql(virtualCluster, statement);
        if (result.isSuccess()) {
            throw new AssertionError(statement + " succeeded: " + result.rows());
        }
        return result.error().get().code() + " " + result.error().get().message();
    }

    /** State changes of one kind so far, as {@code host field=value …}. */
    List<String> changes(String kind) {
        List<String> lines = new ArrayList<>();
        for (TraceEvent.StateChanged changed : changes) {
            if (changed.change().kind().equals(kind)) {
                StringBuilder line = new StringBuilder(changed.host());
                for (StateChange.Field field : changed.change().fields()) {
                    line.append(' ').append(field.name()).append('=').append(field.value());
                }
                lines.add(line.toString());
            }
        }
        return lines;
    }

    TestClient client(String name) {
        return TestClient.create(sim, name);
    }

    @Override
    public void close() {
        sim.close();
    }
}
