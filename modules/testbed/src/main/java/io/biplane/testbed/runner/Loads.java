package io.biplane.testbed.runner;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;

import io.biplane.kernel.host.HostServices;
import io.biplane.scenario.model.LoadSpec;
import io.biplane.scenario.model.NodeSpec;
import io.biplane.scenario.model.Scenario;
import io.biplane.sql.session.Row;
import io.biplane.sql.session.StatementResult;
import io.biplane.sqlserver.connect.ConnectProtocol;
import io.biplane.testbed.client.ClientConfig;
import io.biplane.testbed.client.LoadBalancer;
import io.biplane.testbed.client.SqlClient;
import io.biplane.testbed.history.History;
import io.biplane.testbed.history.HistoryEvent;
import io.biplane.testbed.measure.Samples;
import io.biplane.testbed.workload.Operation;
import io.biplane.testbed.workload.Workload;
import io.biplane.testbed.workload.Workloads;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The loads of a run: makes their tables, starts their clients, reads the final state back. */
final class Loads {
    /** Virtual time a set-up statement may take before it is sent again. */
    private static final long STATEMENT_PATIENCE_NANOS = 10_000_000_000L;
    /** Times a set-up or final statement is tried. */
    private static final int TRIES = 6;

    private final World world;
    private final Scenario scenario;
    private final History history = new History();
    private final Map<String, Samples> samples = new LinkedHashMap<>();
    private final Map<String, Workload> workloads = new LinkedHashMap<>();
    private final HistoryRecorder recorder;
    private final List<ActorRef<SqlClient.Command>> clients = new ArrayList<>();

    Loads(World world, Scenario scenario) {
        this.world = world;
        this.scenario = scenario;
        for (LoadSpec load : scenario.loads()) {
            samples.put(load.name(), new Samples(load.virtualCluster(), load.name()));
            workloads.put(load.name(), Workloads.of(load));
        }
        this.recorder = new HistoryRecorder(history, samples);
    }

    /** What each load's operations came to, in file order. */
    List<Samples> samples() {
        return List.copyOf(samples.values());
    }

    History history() {
        return history;
    }

    /** Node of a client's session, by the client's name; empty when unknown. */
    String gatewayOf(String client) {
        return recorder.gatewayOf(client);
    }

    /** Makes tables and first rows, table by table in file order, so that ids are as the layout expects. */
    void setUp() {
        for (LoadSpec load : scenario.loads()) {
            Workload workload = workloads.get(load.name());
            String address = World.addressOf(scenario, load);
            workload.schema().forEach(sql -> must(address, sql));
            workload.initialRows().forEach(operation -> must(address, operation.sql()));
        }
    }

    private void must(String virtualCluster, String sql) {
        StatementResult result = run(virtualCluster, sql);
        if (!result.isSuccess()) {
            throw new SetUpFailed(sql, result.error().orElseThrow().toString());
        }
    }

    /** Starts load balancer and clients; operations become due from the run's zero on. */
    void start(long zeroNanos) {
        String target = scenario.loads().isEmpty()
                ? ""
                : World.addressOf(scenario, scenario.loads().get(0));
        List<String> nodes =
                scenario.cluster().nodes().stream().map(NodeSpec::name).toList();
        world.simulation()
                .host(World.BALANCER)
                .boot(services -> LoadBalancer.create(services, target, nodes));
        for (LoadSpec load : scenario.loads()) {
            world.simulation()
                    .host(World.clientHost(load))
                    .boot(services -> clients(services, load, zeroNanos));
        }
    }

    private Behavior<Void> clients(HostServices services, LoadSpec load, long zeroNanos) {
        return Behaviors.setup(context -> {
            Workload workload = workloads.get(load.name());
            for (int i = 0; i < load.clients(); i++) {
                ClientConfig config = new ClientConfig(
                        load,
                        World.addressOf(scenario, load),
                        i,
                        greetings(),
                        World.BALANCER,
                        zeroNanos);
                clients.add(context.spawn(
                        SqlClient.create(services, config, workload, recorder),
                        "client-" + (i + 1)));
            }
            return Behaviors.empty();
        });
    }

    private List<ConnectProtocol.Greeting> greetings() {
        return scenario.cluster().secure()
                ? ConnectProtocol.Greeting.SECURE
                : ConnectProtocol.Greeting.INSECURE;
    }

    /**
     * Ends all loads: clients send nothing any more, so that what they sent is over one statement time-out later. A backlog of an open
     * load would else go on being worked off while the final state is read.
     */
    void end() {
        clients.forEach(client -> client.tell(SqlClient.End.INSTANCE));
    }

    /** Reads the final state of every load into the history; what cannot be read is missing there. */
    void readFinalState(long zeroNanos) {
        for (LoadSpec load : scenario.loads()) {
            long process = history.newProcess();
            for (Operation operation : workloads.get(load.name()).finalReads()) {
                append(
                        load,
                        process,
                        zeroNanos,
                        HistoryEvent.Type.INVOKE,
                        operation,
                        operation.invoked(),
                        "");
                StatementResult result = run(World.addressOf(scenario, load), inlined(operation));
                HistoryEvent.Type type =
                        result.isSuccess() ? HistoryEvent.Type.OK : HistoryEvent.Type.FAIL;
                Object value = result.isSuccess()
                        ? operation.observe().apply(rows(result))
                        : operation.invoked();
                String error = result.error().map(Object::toString).orElse("");
                append(load, process, zeroNanos, type, operation, value, error);
            }
        }
    }

    private void append(
            LoadSpec load,
            long process,
            long zeroNanos,
            HistoryEvent.Type type,
            Operation operation,
            Object value,
            String error) {
        history.append(new HistoryEvent(
                world.simulation().nowNanos() - zeroNanos,
                process,
                type,
                operation.f(),
                value,
                "",
                load.virtualCluster(),
                load.name(),
                error));
    }

    /** Final reads have integer parameters only; administrators' statements take no parameters. */
    private static String inlined(Operation operation) {
        String sql = operation.sql();
        for (int i = operation.params().size(); i >= 1; i--) {
            sql = sql.replace("$" + i, String.valueOf(operation.params().get(i - 1)));
        }
        return sql;
    }

    private static List<List<Object>> rows(StatementResult result) {
        List<List<Object>> rows = new ArrayList<>();
        for (Row row : result.rows()) {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                values.add(row.value(i));
            }
            rows.add(values);
        }
        return rows;
    }

    /** Runs a statement to its end, driving the simulation; tries again while nothing answers or the error is transient. */
    private StatementResult run(String virtualCluster, String sql) {
        StatementResult last = Answer.none(sql);
        for (int i = 0; i < TRIES; i++) {
            Answer answer = new Answer();
            world.cluster().runSql(virtualCluster, sql, answer::set);
            long deadline = world.simulation().nowNanos() + STATEMENT_PATIENCE_NANOS;
            while (!answer.isSet() && world.simulation().nowNanos() < deadline) {
                world.simulation().runFor(1_000_000L);
            }
            last = answer.isSet() ? answer.result() : last;
            if (answer.isSet() && (last.isSuccess() || !isTransient(last))) {
                return last;
            }
        }
        return last;
    }

    private static boolean isTransient(StatementResult result) {
        String code = result.error().orElseThrow().code();
        return code.startsWith("40") || code.startsWith("57") || code.startsWith("08");
    }
}
