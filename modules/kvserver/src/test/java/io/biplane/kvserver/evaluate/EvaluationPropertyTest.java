package io.biplane.kvserver.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.base.random.SimRandom;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.api.KvRequest;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Random batches against a serial model: a list of whole states, one after each write batch. Every
 * answer of the evaluator must be the model's at the time the evaluator claims, and claimed times
 * of writes must be in the order the writes were made wherever they touch a common key.
 */
class EvaluationPropertyTest {
    private static final List<String> KEYS = List.of("a", "b", "c", "d", "e", "f");

    private final EvaluatorFixture range = new EvaluatorFixture();

    /**
     * Per key, its values over time; "" is a delete. Written once, at the time the evaluator gave.
     */
    private final TreeMap<String, TreeMap<Timestamp, String>> history = new TreeMap<>();

    private final List<BatchRequest> writes = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void random_batches_answer_as_the_serial_model(long seed) {
        SimRandom random = new SimRandom(seed, "evaluation");
        for (int i = 0; i < 600; i++) {
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> readAtSomeTime(random);
                case 3 -> repeat(random);
                case 4 -> range.newLease();
                default -> write(random);
            }
        }
        assertThat(writes.size()).isGreaterThan(50);
    }

    private void readAtSomeTime(SimRandom random) {
        boolean past = random.chance(0.5);
        long offsetNanos = random.nextLong(3_000);
        Timestamp at = range.now().plusNanos(past ? -offsetNanos : offsetNanos);
        KvRequest request = read(random);
        BatchReply.Ok reply = range.ok(range.batch(at, at, request));
        assertThat(EvaluatorFixture.text(reply)).isEqualTo(expected(request, at, Overlay.NONE));
    }

    private void repeat(SimRandom random) {
        if (!writes.isEmpty()) {
            int index = random.nextInt(writes.size());
            Evaluation again = range.evaluate(writes.get(index));
            assertThat(again.effect()).isEmpty();
            assertThat(EvaluatorFixture.text((BatchReply.Ok) again.reply()))
                    .isEqualTo(answers.get(index));
        }
    }

    private void write(SimRandom random) {
        List<KvRequest> requests = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            requests.add(random.chance(0.3) ? read(random) : mutation(random));
        }
        requests.add(mutation(random));
        BatchRequest batch = range.batch(requests.toArray(new KvRequest[0]));
        BatchReply reply = range.run(batch);
        if (reply instanceof BatchReply.Ok ok) {
            Overlay overlay = new Overlay(new TreeMap<>());
            StringJoiner expected = new StringJoiner(",");
            for (KvRequest request : requests) {
                expected.add(expected(request, ok.at(), overlay));
            }
            assertThat(EvaluatorFixture.text(ok)).isEqualTo(expected.toString());
            commit(overlay, ok.at());
            writes.add(batch);
            answers.add(EvaluatorFixture.text(ok));
        } else {
            assertThat(reply).isInstanceOf(BatchReply.ConditionFailed.class);
        }
    }

    private void commit(Overlay overlay, Timestamp at) {
        overlay.writes().forEach((key, value) -> {
            TreeMap<Timestamp, String> versions =
                    history.computeIfAbsent(key, none -> new TreeMap<>());
            // Order of making is order of time: nothing is slipped below what is there.
            assertThat(versions.isEmpty() || versions.lastKey().compareTo(at) < 0)
                    .isTrue();
            versions.put(at, value);
        });
    }

    private record Overlay(NavigableMap<String, String> writes) {
        static final Overlay NONE = new Overlay(new TreeMap<>());
    }

    private KvRequest read(SimRandom random) {
        if (random.chance(0.5)) {
            return new KvRequest.Get(anyKey(random));
        }
        Key from = anyKey(random);
        return new KvRequest.Scan(
                new Span(from, EvaluatorFixture.key("z")),
                1 + random.nextInt(4),
                random.chance(0.5));
    }

    private KvRequest mutation(SimRandom random) {
        Key key = anyKey(random);
        byte[] value = EvaluatorFixture.bytes("v" + random.nextInt(3));
        return switch (random.nextInt(4)) {
            case 0 -> new KvRequest.Delete(key);
            case 1 -> new KvRequest.PutIfAbsent(key, value);
            case 2 -> new KvRequest.ConditionalPut(key, EvaluatorFixture.bytes("v1"), value);
            default -> new KvRequest.Put(key, value);
        };
    }

    private static Key anyKey(SimRandom random) {
        return EvaluatorFixture.key(KEYS.get(random.nextInt(KEYS.size())));
    }

    /** What the model answers to one request at {@code at}; writes go into the overlay. */
    private String expected(KvRequest request, Timestamp at, Overlay overlay) {
        if (request instanceof KvRequest.Get get) {
            String value = value(get.key().toString(), at, overlay);
            return value.isEmpty() ? "-" : value;
        }
        if (request instanceof KvRequest.Scan scan) {
            return expectedRows(scan, at, overlay);
        }
        String key = request.span().start().toString();
        if (request instanceof KvRequest.Put put) {
            overlay.writes().put(key, EvaluatorFixture.string(put.value()));
        } else if (request instanceof KvRequest.PutIfAbsent put) {
            assertThat(value(key, Timestamp.MAX, overlay)).isEmpty();
            overlay.writes().put(key, EvaluatorFixture.string(put.value()));
        } else if (request instanceof KvRequest.ConditionalPut put) {
            assertThat(value(key, Timestamp.MAX, overlay)).isEqualTo("v1");
            overlay.writes().put(key, EvaluatorFixture.string(put.value()));
        } else {
            overlay.writes().put(key, "");
        }
        return "done";
    }

    private String value(String key, Timestamp at, Overlay overlay) {
        if (overlay.writes().containsKey(key)) {
            return overlay.writes().get(key);
        }
        var version = history.getOrDefault(key, new TreeMap<>()).floorEntry(at);
        return version == null ? "" : version.getValue();
    }

    private String expectedRows(KvRequest.Scan scan, Timestamp at, Overlay overlay) {
        List<String> rows = new ArrayList<>();
        List<String> keys = new ArrayList<>(KEYS);
        if (scan.reverse()) {
            java.util.Collections.reverse(keys);
        }
        for (String key : keys) {
            String value = value(key, at, overlay);
            if (scan.span().contains(EvaluatorFixture.key(key)) && !value.isEmpty()) {
                rows.add(key + "=" + value);
            }
        }
        boolean more = rows.size() > scan.maxRows();
        List<String> shown = more ? rows.subList(0, scan.maxRows()) : rows;
        return "[" + String.join(" ", shown) + (more ? "..]" : "]");
    }
}
