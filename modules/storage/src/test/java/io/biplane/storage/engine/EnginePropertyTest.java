package io.biplane.storage.engine;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.base.random.SimRandom;
import io.biplane.kernel.host.Disk;
import io.biplane.storage.chronicle.ChronicleSizing;
import io.biplane.storage.fake.FakeDisk;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Random batches, reads, syncs, kills and power losses: the engine and {@link ModelEngine} agree on everything after every step.
 * Few keys and times, so that operations meet.
 */
class EnginePropertyTest {
    private static final Span ALL = new Span(Key.MIN, Key.MAX);
    private static final int SEEDS = 30;
    private static final int STEPS = 150;

    enum Kind {
        HEAP,
        CHRONICLE,
        FILE
    }

    @TempDir
    Path directory;

    private SimRandom random;
    private FakeDisk disk;
    private Engine engine;
    private ModelEngine model;
    /** State after each batch since the last completed sync began; the first is the durable one. */
    private Deque<ModelEngine> history;

    private Engine open(Kind kind, long seed) {
        ChronicleSizing sizing = new ChronicleSizing(1_000, 24, 64, 10);
        return switch (kind) {
            case HEAP -> HeapEngine.open(disk);
            case CHRONICLE -> ChronicleEngine.open(disk, sizing);
            case FILE -> ChronicleEngine.openFile(directory.resolve("s" + seed), sizing, disk);
        };
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void when_anythingHappens_then_engineAndModelAgree(Kind kind) {
        for (long seed = 1; seed <= (kind == Kind.FILE ? SEEDS / 3 : SEEDS); seed++) {
            random = new SimRandom(seed, "engine-property");
            disk = new FakeDisk();
            engine = open(kind, seed);
            model = new ModelEngine();
            history = new ArrayDeque<>(List.of(model.copy()));
            for (int step = 0; step < STEPS; step++) {
                String what = step(kind, seed);
                compare("seed " + seed + " step " + step + " " + what);
            }
            engine.close();
        }
    }

    private String step(Kind kind, long seed) {
        int draw = random.nextInt(100);
        if (draw < 80) {
            WriteBatch batch = batch();
            engine.apply(batch);
            if (!batch.isEmpty()) {
                history.addLast(model.copy()); // an empty batch writes nothing
            }
            return "batch";
        }
        if (draw < 90) {
            engine.sync(outcome -> {});
            disk.completeSync(Disk.SyncOutcome.SYNCED);
            history = new ArrayDeque<>(List.of(model.copy()));
            return "sync";
        }
        if (draw < 95) {
            int spared = random.nextInt(history.size());
            disk.powerOffSparing(spared);
            model = new ArrayList<>(history).get(spared).copy();
            history = new ArrayDeque<>(List.of(model.copy()));
        } else {
            disk.kill();
        }
        engine.close();
        engine = open(kind, seed);
        return draw < 95 ? "power loss" : "kill";
    }

    private Key key() {
        return Key.wrap(new byte[] {(byte) ('a' + random.nextInt(6))});
    }

    private Timestamp time() {
        return new Timestamp(1 + random.nextInt(12), random.nextInt(2));
    }

    private Span span() {
        Key one = key();
        Key other = key();
        return one.compareTo(other) < 0 ? new Span(one, other) : Span.of(one);
    }

    private String value() {
        return random.chance(0.03)
                ? "large".repeat(8_000 + random.nextInt(100))
                : "v" + random.nextInt(1_000);
    }

    private WriteBatch batch() {
        WriteBatch.Builder batch = WriteBatch.builder();
        ModelEngine before = model.copy();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            addOperation(batch, before);
        }
        return random.chance(0.5)
                ? WriteBatchCodec.decode(WriteBatchCodec.encode(batch.build()))
                : batch.build();
    }

    private void addOperation(WriteBatch.Builder batch, ModelEngine before) {
        int draw = random.nextInt(100);
        Key key = key();
        Timestamp time = time();
        if (draw < 60) {
            putOrDelete(batch, before, new ModelEngine.At(key, time), draw < 45);
        } else if (draw < 75) {
            String value = value();
            batch.putLocal(key, value.getBytes(UTF_8));
            model.locals.put(key, value);
        } else if (draw < 80) {
            batch.removeLocal(key);
            model.locals.remove(key);
        } else if (draw < 88) {
            batch.remove(key, time);
            model.versions.remove(new ModelEngine.At(key, time));
        } else {
            addSpanOperation(batch, draw);
        }
    }

    private void putOrDelete(
            WriteBatch.Builder batch, ModelEngine before, ModelEngine.At at, boolean put) {
        if (model.versions.containsKey(at) && before.versions.containsKey(at)) {
            return; // rewriting history is a bug and has its own test
        }
        Optional<String> value = put ? Optional.of(value()) : Optional.empty();
        if (model.versions.containsKey(at) || !before.versions.containsKey(at)) {
            model.versions.put(at, value);
            if (put) {
                batch.put(at.key(), at.time(), value.get().getBytes(UTF_8));
            } else {
                batch.delete(at.key(), at.time());
            }
        }
    }

    private void addSpanOperation(WriteBatch.Builder batch, int draw) {
        Span span = span();
        if (draw < 91) {
            batch.clear(span);
            model.versions.keySet().removeIf(at -> span.contains(at.key()));
        } else if (draw < 93) {
            batch.clearLocals(span);
            model.locals.keySet().removeIf(span::contains);
        } else if (draw < 97) {
            Timestamp threshold = time();
            batch.collectGarbage(span, threshold);
            model.collectGarbage(span, threshold);
        } else {
            // importing its own export into a span that other operations of the batch changed: they
            // are undone there
            SpanSnapshot snapshot = engine.export(List.of(span), List.of(span));
            batch.importSnapshot(WriteBatchCodec.decodeSnapshot(WriteBatchCodec.encode(snapshot)));
            model.versions.keySet().removeIf(at -> span.contains(at.key()));
            model.locals.keySet().removeIf(span::contains);
            snapshot.versions()
                    .forEach(v -> model.versions.put(
                            new ModelEngine.At(v.key(), v.at()),
                            v.tombstone()
                                    ? Optional.empty()
                                    : Optional.of(new String(v.value(), UTF_8))));
            snapshot.locals().forEach(l -> model.locals.put(l.key(), new String(l.value(), UTF_8)));
        }
    }

    private void compare(String when) {
        List<String> versions = new ArrayList<>();
        engine.forEachVersion(
                ALL,
                v -> versions.add(v.key() + "@" + v.at()
                        + (v.tombstone() ? "" : "=" + new String(v.value(), UTF_8).hashCode())));
        List<String> expected = new ArrayList<>();
        model.versions.forEach((at, value) -> expected.add(
                at.key() + "@" + at.time() + value.map(v -> "=" + v.hashCode()).orElse("")));
        assertThat(versions).as(when).isEqualTo(expected);
        List<String> locals = new ArrayList<>();
        engine.locals(ALL)
                .forEach(l -> locals.add(l.key() + "=" + new String(l.value(), UTF_8).hashCode()));
        List<String> expectedLocals = new ArrayList<>();
        model.locals.forEach((key, value) -> expectedLocals.add(key + "=" + value.hashCode()));
        assertThat(locals).as(when).isEqualTo(expectedLocals);
        compareReads(when);
    }

    private void compareReads(String when) {
        Span span = span();
        Timestamp time = time();
        List<String> rows = model.scan(span, time);
        ScanLimits limits = ScanLimits.rows(1 + random.nextInt(4));
        List<String> forward = new ArrayList<>();
        Optional<Span> left = Optional.of(span);
        while (left.isPresent()) {
            ScanResult part = engine.scan(left.get(), time, limits);
            part.rows().forEach(v -> forward.add(v.key() + "=" + new String(v.value(), UTF_8)));
            left = part.remaining();
        }
        assertThat(forward.equals(rows)).as(when + " forward scan").isTrue();
        List<String> backward = new ArrayList<>();
        left = Optional.of(span);
        while (left.isPresent()) {
            ScanResult part = engine.scanReverse(left.get(), time, limits);
            part.rows().forEach(v -> backward.add(0, v.key() + "=" + new String(v.value(), UTF_8)));
            left = part.remaining();
        }
        assertThat(backward.equals(rows)).as(when + " reverse scan").isTrue();
        Timestamp after = time();
        Optional<Key> changed = model.keys(span).stream()
                .filter(key -> model.versions.keySet().stream()
                        .anyMatch(at -> at.key().equals(key)
                                && at.time().isAfter(after)
                                && !at.time().isAfter(time)))
                .findFirst();
        assertThat(engine.firstChanged(span, after, time)).as(when).isEqualTo(changed);
        Key key = key();
        assertThat(engine.newestTimestamp(key))
                .as(when)
                .isEqualTo(model.visible(key, Timestamp.MAX).map(ModelEngine.At::time));
        assertThat(engine.get(key, time).map(Version::at))
                .as(when)
                .isEqualTo(model.visible(key, time)
                        .filter(at -> model.versions.get(at).isPresent())
                        .map(ModelEngine.At::time));
    }
}
