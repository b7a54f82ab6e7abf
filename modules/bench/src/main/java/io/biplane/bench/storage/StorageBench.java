package io.biplane.bench.storage;

import io.biplane.bench.figure.Figure;
import io.biplane.bench.figure.Figures;
import io.biplane.bench.figure.Stopwatch;
import io.biplane.storage.chronicle.ChronicleEntries;
import io.biplane.storage.chronicle.ChronicleSizing;
import io.biplane.storage.codec.SerializedPayload;
import io.biplane.storage.engine.ChronicleEngine;
import io.biplane.storage.engine.HeapEngine;
import io.biplane.storage.journal.ChronicleLogStore;
import io.biplane.storage.journal.DiskLogStore;
import io.biplane.storage.journal.EventBatch;
import io.biplane.storage.journal.LogStore;
import io.biplane.storage.journal.StoredEvent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Measures both engines against a TreeMap, and the journals' stores; adds a figure for each operation. */
public final class StorageBench {
    private static final int ROUNDS = 3;
    private static final int GETS = 300_000;
    private static final int SCANS = 3_000;
    private static final int BATCHES = 100_000;
    private static final int EVENT_BYTES = 128;

    private StorageBench() {}

    /** Measures. */
    public static void run(Figures figures) {
        figures.progress("engines beside a TreeMap, " + (ROUNDS + 1) + " rounds");
        engines(figures);
        figures.progress("journals");
        journals(figures);
    }

    private static void engines(Figures figures) {
        Map<String, Supplier<Subject>> subjects = new LinkedHashMap<>();
        subjects.put("TreeMap (baseline)", Subject.TreeMapSubject::new);
        subjects.put(
                "heap engine",
                () -> new Subject.EngineSubject(HeapEngine.open(new BoundlessDisk())));
        subjects.put(
                "Chronicle engine, in memory",
                () -> new Subject.EngineSubject(ChronicleEngine.open(new BoundlessDisk())));
        subjects.put(
                "Chronicle engine, in a file",
                () -> new Subject.EngineSubject(ChronicleEngine.openFile(
                        temporary(), ChronicleSizing.ENGINE, new BoundlessDisk())));
        Map<String, double[][]> results = new LinkedHashMap<>();
        for (int round = -1; round < ROUNDS; round++) {
            int at = Math.max(0, round); // the first is a warm-up and is written over
            subjects.forEach((name, subject) -> {
                double[] measured = measure(subject.get());
                double[][] columns =
                        results.computeIfAbsent(name, missing -> new double[3][ROUNDS]);
                for (int i = 0; i < measured.length; i++) {
                    columns[i][at] = measured[i];
                }
            });
        }
        double[][] base = results.get("TreeMap (baseline)");
        String[] kinds = {"put", "get", "scan a row"};
        results.forEach((name, columns) -> {
            for (int i = 0; i < kinds.length && columns != base; i++) {
                figures.add(Figure.of(name + ", " + kinds[i], median(columns[i]), "CPU ns")
                        .beside("a TreeMap of the same versions", median(base[i])));
            }
        });
    }

    private static double[] measure(Subject subject) {
        double[] figures = {
            subject.measurePuts(), subject.measureGets(GETS), subject.measureScans(SCANS)
        };
        if (subject.sink() == 0) {
            throw new IllegalStateException("nothing was read");
        }
        return figures;
    }

    private static void journals(Figures figures) {
        Map<String, Supplier<LogStore>> stores = new LinkedHashMap<>();
        stores.put("journal, objects on a disk", () -> new DiskLogStore(new BoundlessDisk(), "j"));
        stores.put(
                "journal, Chronicle in memory",
                () -> new ChronicleLogStore(ChronicleEntries.inMemory(ChronicleSizing.JOURNAL)));
        stores.put(
                "journal, Chronicle in a file",
                () -> new ChronicleLogStore(
                        ChronicleEntries.inFile(temporary(), "journal", ChronicleSizing.JOURNAL)));
        for (int size : new int[] {1, 64}) {
            Map<String, double[]> results = new LinkedHashMap<>();
            for (int round = -1; round < ROUNDS; round++) {
                int at = Math.max(0, round);
                stores.forEach((name, store) ->
                        results.computeIfAbsent(name, missing -> new double[ROUNDS])[at] =
                                batchesPerSecond(store.get(), size));
            }
            results.forEach((name, rates) -> figures.add(Figure.of(
                    name + ", " + size + " events a batch",
                    median(rates) / 1e3,
                    "k batches/CPU s")));
        }
    }

    /** Appends batches and deletes all but the last thousand every thousand, as log compaction does. */
    private static double batchesPerSecond(LogStore store, int size) {
        int batches = BATCHES / (size == 1 ? 1 : 10);
        Stopwatch watch = Stopwatch.start();
        long number = 1;
        for (int i = 1; i <= batches; i++) {
            store.append("range-7", batch(number, size));
            number += size;
            if (i % 1_000 == 0) {
                store.deleteTo("range-7", number - 1_000L * size);
            }
        }
        double rate = batches * 1e9 / watch.cpuNanos();
        store.close();
        return rate;
    }

    private static EventBatch batch(long first, int size) {
        List<StoredEvent> events = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            events.add(new StoredEvent(
                    first + i, "w", "", new SerializedPayload(1, "e", new byte[EVENT_BYTES])));
        }
        return new EventBatch(events);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static Path temporary() {
        try {
            Path directory = Files.createTempDirectory("biplane-bench");
            directory.toFile().deleteOnExit(); // files registered later go first
            for (String name : new String[] {"engine", "journal"}) {
                directory.resolve(name + ".map").toFile().deleteOnExit();
                directory.resolve(name + ".state").toFile().deleteOnExit();
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
