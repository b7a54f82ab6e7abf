package io.biplane.bench.storage;

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
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Measures both engines against a TreeMap, and the journals' stores; prints one line a figure. */
public final class StorageBench {
    private static final int ROUNDS = 3;
    private static final int GETS = 300_000;
    private static final int SCANS = 3_000;
    private static final int BATCHES = 100_000;
    private static final int EVENT_BYTES = 128;

    private StorageBench() {}

    /** Runs alone. */
    public static void main(String[] args) {
        run(System.out);
    }

    /** Measures and prints. */
    public static void run(PrintStream out) {
        engines(out);
        journals(out);
    }

    private static void engines(PrintStream out) {
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
                double[] figures = measure(subject.get());
                double[][] columns =
                        results.computeIfAbsent(name, missing -> new double[3][ROUNDS]);
                for (int i = 0; i < figures.length; i++) {
                    columns[i][at] = figures[i];
                }
            });
        }
        double[][] base = results.get("TreeMap (baseline)");
        results.forEach((name, columns) -> out.printf(
                Locale.ROOT,
                "%-30s put %6.0f ns (%4.2fx)  get %6.0f ns (%4.2fx)  scan %5.0f ns/row (%4.2fx)%n",
                name,
                median(columns[0]),
                median(columns[0]) / median(base[0]),
                median(columns[1]),
                median(columns[1]) / median(base[1]),
                median(columns[2]),
                median(columns[2]) / median(base[2])));
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

    private static void journals(PrintStream out) {
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
            results.forEach((name, rates) -> out.printf(
                    Locale.ROOT,
                    "%-30s %2d events a batch %12.0f batches/s %12.0f events/s%n",
                    name,
                    size,
                    median(rates),
                    median(rates) * size));
        }
    }

    /** Appends batches and deletes all but the last thousand every thousand, as log compaction does. */
    private static double batchesPerSecond(LogStore store, int size) {
        int batches = BATCHES / (size == 1 ? 1 : 10);
        long start = System.nanoTime();
        long number = 1;
        for (int i = 1; i <= batches; i++) {
            store.append("range-7", batch(number, size));
            number += size;
            if (i % 1_000 == 0) {
                store.deleteTo("range-7", number - 1_000L * size);
            }
        }
        double rate = batches * 1e9 / (System.nanoTime() - start);
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
