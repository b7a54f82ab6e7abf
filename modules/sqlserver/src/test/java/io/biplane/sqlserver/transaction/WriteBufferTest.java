package io.biplane.sqlserver.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.random.SimRandom;
import io.biplane.kv.api.KvResponse;
import io.biplane.sql.exec.ScanPage;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a transaction's scans see of its own writes, against a plain sorted map. */
class WriteBufferTest {
    private static final Span ALL = new Span(key(0), key(40));

    private static Key key(int number) {
        return Key.wrap(new byte[] {(byte) number});
    }

    private static byte[] value(int number) {
        return new byte[] {(byte) number};
    }

    /** Storage as a range would answer: at most so many rows, and where to go on. */
    private static ScanPage page(
            WriteBuffer writes, TreeMap<Key, byte[]> stored, Span span, int max, boolean reverse) {
        TreeMap<Key, byte[]> within =
                new TreeMap<>(stored.subMap(span.start(), true, span.end(), false));
        List<KvResponse.Row> rows = new ArrayList<>();
        Optional<Key> resume = Optional.empty();
        for (Map.Entry<Key, byte[]> entry :
                (reverse ? within.descendingMap() : within).entrySet()) {
            if (rows.size() == max) {
                Key last = rows.get(max - 1).key();
                resume = Optional.of(reverse ? last : last.next());
                break;
            }
            rows.add(new KvResponse.Row(entry.getKey(), entry.getValue()));
        }
        Span covered = resume.isEmpty()
                ? span
                : reverse
                        ? new Span(resume.get(), span.end())
                        : new Span(span.start(), resume.get());
        return writes.overlay(new WriteBuffer.Page(span, covered, rows, max, reverse));
    }

    @Test
    void when_randomWritesLieOverRandomRows_then_pagedScansGiveWhatAPlainMapWould() {
        SimRandom random = new SimRandom(3, "write-buffer");
        for (int round = 0; round < 500; round++) {
            TreeMap<Key, byte[]> stored = new TreeMap<>();
            TreeMap<Key, byte[]> expected = new TreeMap<>();
            WriteBuffer writes = new WriteBuffer();
            for (int i = 0; i < 40; i++) {
                if (random.chance(0.5)) {
                    stored.put(key(i), value(i));
                    expected.put(key(i), value(i));
                }
                if (random.chance(0.2)) {
                    writes.put(key(i), value(i + 50));
                    expected.put(key(i), value(i + 50));
                } else if (random.chance(0.2)) {
                    writes.delete(key(i));
                    expected.remove(key(i));
                }
            }
            boolean reverse = random.chance(0.5);
            int max = 1 + random.nextInt(7);
            List<String> seen = new ArrayList<>();
            Optional<Span> rest = Optional.of(ALL);
            while (rest.isPresent()) {
                ScanPage page = page(writes, stored, rest.get(), max, reverse);
                assertThat(page.rows().size()).isLessThanOrEqualTo(max);
                page.rows().forEach(row -> seen.add(row.key() + "=" + row.value()[0]));
                rest = page.resume();
            }
            List<String> wanted = new ArrayList<>();
            (reverse ? expected.descendingMap() : expected)
                    .forEach((key, bytes) -> wanted.add(key + "=" + bytes[0]));
            assertThat(seen).isEqualTo(wanted);
        }
    }

    @Test
    void when_aKeyIsInsertedTwice_then_itClashesUnlessItWasDeletedBetween() {
        WriteBuffer writes = new WriteBuffer();
        writes.insert(key(1), value(1));
        writes.delete(key(1));
        writes.insert(key(1), value(2));
        assertThat(writes.insertClash()).isEmpty();
        writes.insert(key(1), value(3));
        assertThat(writes.insertClash()).contains(key(1));
    }
}
