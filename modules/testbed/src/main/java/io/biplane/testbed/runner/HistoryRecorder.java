package io.biplane.testbed.runner;

import io.biplane.testbed.client.ClientConfig;
import io.biplane.testbed.client.Pending;
import io.biplane.testbed.client.SqlClient;
import io.biplane.testbed.history.History;
import io.biplane.testbed.history.HistoryEvent;
import io.biplane.testbed.history.HistoryEvent.Type;
import io.biplane.testbed.measure.Samples;
import io.biplane.testbed.workload.Operation;

import java.util.Map;
import java.util.TreeMap;

/** Writes what clients do into the run's history and their load's samples. */
final class HistoryRecorder implements SqlClient.Recorder {
    private final History history;
    private final Map<String, Samples> samplesByLoad;
    /** The process each client goes under; a new one after an unknown outcome. */
    private final Map<String, Long> processByClient = new TreeMap<>();
    /** Node each client last sent to. */
    private final Map<String, String> nodeByClient = new TreeMap<>();

    HistoryRecorder(History history, Map<String, Samples> samplesByLoad) {
        this.history = history;
        this.samplesByLoad = samplesByLoad;
    }

    @Override
    public void invoked(ClientConfig client, String node, long atNanos, Operation operation) {
        append(client, node, atNanos, Type.INVOKE, operation, operation.invoked(), "");
    }

    /** In no history, as nobody asked for anything; in the samples, as it was due and not answered. */
    @Override
    public void neverSent(ClientConfig client, long atNanos, Pending pending) {
        samplesByLoad
                .get(client.load().name())
                .add(
                        pending.operation().f(),
                        pending.dueAtNanos(),
                        atNanos,
                        atNanos,
                        Samples.Outcome.FAILED);
    }

    @Override
    public void ended(
            ClientConfig client,
            String node,
            long atNanos,
            Pending pending,
            Samples.Outcome outcome,
            Object value,
            String error) {
        Type type = switch (outcome) {
            case OK -> Type.OK;
            case FAILED -> Type.FAIL;
            case UNKNOWN -> Type.INFO;
        };
        append(client, node, atNanos, type, pending.operation(), value, error);
        if (outcome == Samples.Outcome.UNKNOWN) {
            processByClient.put(client.name(), history.newProcess());
        }
        samplesByLoad
                .get(client.load().name())
                .add(
                        pending.operation().f(),
                        pending.dueAtNanos(),
                        pending.firstSentAtNanos(),
                        atNanos,
                        outcome);
    }

    /** The node a client's session is on, as far as it has used it; empty when it never sent anything. */
    String gatewayOf(String client) {
        return nodeByClient.getOrDefault(client, "");
    }

    private void append(
            ClientConfig client,
            String node,
            long atNanos,
            Type type,
            Operation operation,
            Object value,
            String error) {
        nodeByClient.put(client.name(), node);
        long process = processByClient.computeIfAbsent(client.name(), name -> history.newProcess());
        history.append(new HistoryEvent(
                atNanos,
                process,
                type,
                operation.f(),
                value,
                node,
                client.virtualCluster(),
                client.load().name(),
                error));
    }
}
