package io.biplane.checker.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.biplane.checker.Dice;
import io.biplane.checker.history.HistoryFormatException;
import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.VerdictJson;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Whatever the bytes, a reader gives a history or says in which line it is none, and whatever the
 * history, no checker throws.
 */
class ReadersFuzzTest {
    private static final int SMALL = 6_000;
    private static final int LARGE = 400_000;

    private static final String EDN = """
            #jepsen.history.Op{:index 0, :time 1, :type :invoke, :process 0, :f :write, :value #{1 [2 "a\\n"]}}
            {:process :nemesis, :type :info, :f :start, :value {:a 1/2 :b \\newline}} ; why
            {:type :ok, :process 0, :f :write, :value 0.1M, :time 3} #_{:left 1e400}
            {:type :invoke, :process 1, :f :txn, :value [[:append :x 1] [:r 5 nil]], :error "\\u00e4"}
            {:type :info, :process 1, :f :txn, :value ##Inf}
            {:type :invoke, :process 2, :f :read, :value #:x{:a -0x1F :_/b 2r101}}
            {:type :ok, :process 2, :f :read, :value (1 017N 9223372036854775808 -1.5e3)}
            """;

    private static final String JSON = """
            {"process":0,"type":"invoke","f":"write","value":[7,"a-\\u001b"],"time":1,"node":"n1"}
            {"process":"nemesis","type":"info","f":"start","value":null,"time":1}
            {"process":0,"type":"ok","f":"write","value":[7,1.50],"time":2,"load":"kv","x":{}}
            {"process":1,"type":"invoke","f":"add","value":9223372036854775808,"time":3}
            {"process":1,"type":"info","f":"add","value":{"a":1e400},"time":4,"error":"57014 ä"}
            {"process":2,"type":"invoke","f":"read","value":[7],"time":5}
            {"process":2,"type":"ok","f":"read","value":[7,true],"time":6}
            """;

    private static final String ARRAY = "\ufeff\n [" + JSON.strip().replace("\n", ",\n") + "]\n";

    /** Pieces that mean something to one reader or the other. */
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "(",
            ")",
            "#",
            "#_",
            "##",
            "#{",
            "#:",
            "\"",
            "\\",
            ":",
            ",",
            ";",
            "\n",
            "\r",
            " ",
            "nil",
            "null",
            "true",
            "-",
            "+",
            ".",
            "/",
            "e",
            "M",
            "N",
            "1e999999999999",
            "1e2147483647M",
            "1/0",
            "0x",
            "99r9",
            "08",
            "\\u",
            "\\ud800",
            "\\o777",
            "9223372036854775807",
            "-9223372036854775808",
            ":process",
            "\"process\":",
            "\"time\":",
            ":time",
            "\u0000",
            "\u001b[2J",
            "\ufeff",
            "\ud83d\ude00",
            "#_#_#_",
            "^",
            "'",
            "@",
            "[[[[[[[[[[[[[[[[",
            "{:a {:a {:a {:a ");

    @Test
    void no_input_gives_anything_but_a_history_or_a_line() throws Exception {
        fuzz(SMALL, 1);
    }

    @Test
    @Tag("nightly")
    void no_input_gives_anything_but_a_history_or_a_line_among_many() throws Exception {
        fuzz(LARGE, 2);
    }

    private static void fuzz(int inputs, long seed) throws Exception {
        Dice dice = new Dice(seed);
        int read = 0;
        for (int i = 0; i < inputs; i++) {
            Format format = dice.chance(50) ? Format.EDN : Format.JSONL;
            String text = format == Format.EDN
                    ? dice.chance(30) ? "[" + EDN + "]" : EDN
                    : dice.chance(30) ? ARRAY : JSON;
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            for (int changes = dice.below(4); changes >= 0; changes--) {
                bytes = changed(bytes, dice);
            }
            try {
                read += judged(read(bytes, format)) ? 1 : 0;
            } catch (HistoryFormatException refused) {
                assertThat(refused.line()).isBetween(1L, 1L + lines(bytes));
                assertThat(refused.getMessage()).matches("line [0-9]+: \\P{Cntrl}+");
            } catch (RuntimeException | IOException | StackOverflowError bug) {
                throw new AssertionError(
                        format + ": " + new String(bytes, StandardCharsets.ISO_8859_1), bug);
            }
        }
        // Both must be common, or nothing is shown.
        assertThat(read).isBetween(inputs / 50, inputs * 9 / 10);
    }

    private static long lines(byte[] bytes) {
        long count = 0;
        for (byte one : bytes) {
            count += one == '\n' || one == '\r' ? 1 : 0;
        }
        return count;
    }

    private static List<Operation> read(byte[] bytes, Format format)
            throws IOException, HistoryFormatException {
        Reader reader = new InputStreamReader(
                new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder());
        return format.read(reader, event -> true, Optional.of(5L));
    }

    private static boolean judged(List<Operation> operations) {
        for (Checker checker : Checkers.all()) {
            Settings settings = Settings.DEFAULT;
            assertThat(VerdictJson.text(checker.check(operations, settings)))
                    .doesNotContainPattern("\\p{Cntrl}");
        }
        Detection.of(operations);
        return true;
    }

    /** With a piece left out, doubled, put in or moved, or a byte that is another. */
    private static byte[] changed(byte[] bytes, Dice dice) {
        int from = dice.below(bytes.length + 1);
        int length = Math.min(bytes.length - from, dice.below(dice.chance(80) ? 6 : 120));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        switch (dice.below(5)) {
            case 0 -> out.write(bytes, from + length, bytes.length - from - length);
            case 1 -> {
                out.write(bytes, from, length);
                out.write(bytes, from, bytes.length - from);
            }
            case 2 -> {
                out.write(dice.below(256));
                out.write(
                        bytes,
                        from + Math.min(1, length),
                        bytes.length - from - Math.min(1, length));
            }
            case 3 -> {
                byte[] piece =
                        PIECES.get(dice.below(PIECES.size())).getBytes(StandardCharsets.UTF_8);
                for (int times = dice.chance(3) ? 50_000 : 1; times > 0; times--) {
                    out.write(piece, 0, piece.length);
                }
                out.write(bytes, from, bytes.length - from);
            }
            default -> {
                int other = dice.below(bytes.length + 1);
                out.write(bytes, other, Math.min(length, bytes.length - other));
                out.write(bytes, from, bytes.length - from);
            }
        }
        return out.toByteArray();
    }

    @Test
    void a_text_may_be_longer_than_twenty_million_signs() throws Exception {
        String payload = "x".repeat(21_000_000);
        String json = "{\"process\":0,\"type\":\"invoke\",\"f\":\"write\",\"time\":1,\"value\":\""
                + payload + "\"}\n";
        String edn = "{:process 0 :type :invoke :f :write :value \"" + payload + "\"}";
        for (String text : List.of(json, "[" + json + "]")) {
            assertThat(Format.JSONL.read(new StringReader(text), event -> true))
                    .extracting(operation -> operation.input().toString().length())
                    .containsExactly(payload.length());
        }
        assertThat(Format.EDN.read(new StringReader(edn), event -> true)).hasSize(1);
    }

    @Test
    void what_is_no_text_is_refused_in_its_line_wherever_it_stands() throws Exception {
        for (Format format : Format.values()) {
            for (String before : List.of("", "[", "\n\n", "[\n\n{")) {
                byte[] start = before.getBytes(StandardCharsets.UTF_8);
                byte[] bytes = java.util.Arrays.copyOf(start, start.length + 1);
                bytes[start.length] = (byte) 0xff;
                assertThatThrownBy(() -> read(bytes, format))
                        .isInstanceOf(HistoryFormatException.class)
                        .hasMessageContaining("not UTF-8");
            }
        }
    }

    @Test
    void a_return_before_its_call_is_refused_in_its_line() throws Exception {
        String line = "{\"process\":0,\"type\":\"%s\",\"f\":\"read\",\"time\":%d}\n";
        String text = String.format(line, "invoke", 100) + String.format(line, "ok", 50);
        assertThat(read(text, 50)).isEmpty();
        assertThat(read(text, 49))
                .contains("line 2: process 0 completes read at 50 ns, but invoked"
                        + " it at 100 ns: clocks differ by at most 49 ns");
        String far = String.format(line, "invoke", Long.MAX_VALUE - 1)
                + String.format(line, "ok", Long.MIN_VALUE);
        assertThat(read(far, Long.MAX_VALUE)).isPresent();
        String unknown = String.format(line, "invoke", 100) + String.format(line, "info", 50);
        assertThat(read(unknown, 0)).isEmpty();
    }

    private static Optional<String> read(String text, long maxOffsetNanos) throws IOException {
        try {
            Format.JSONL.read(new StringReader(text), event -> true, Optional.of(maxOffsetNanos));
            return Optional.empty();
        } catch (HistoryFormatException refused) {
            return Optional.of(refused.getMessage());
        }
    }

    private static Optional<String> read(Format format, String text) throws IOException {
        try {
            format.read(new StringReader(text), event -> true);
            return Optional.empty();
        } catch (HistoryFormatException refused) {
            return Optional.of(refused.getMessage());
        }
    }

    @Test
    void what_is_refused_and_what_is_not() throws Exception {
        String call = "\"type\":\"invoke\",\"f\":\"x\",\"time\":1";
        assertThat(read(Format.JSONL, "\ufeff{\"process\":0," + call + "}")).isEmpty();
        assertThat(read(Format.JSONL, "{\"process\":\"nemesis\"}")).isEmpty();
        assertThat(read(Format.JSONL, "{\"process\":\"n\"," + call + "}")).isPresent();
        assertThat(read(Format.JSONL, "{\"process\":0," + call + ",\"y\":1,\"y\":1}"))
                .isPresent();
        assertThat(read(Format.JSONL, "{\"process\":0," + call + ",\"value\":{\"y\":1,\"y\":1}}"))
                .isPresent();
        assertThat(read(Format.JSONL, "[{\"process\":0," + call + "}]")).isEmpty();
        assertThat(read(Format.JSONL, "[{\"process\":0," + call + "}]{}")).isPresent();
        String event = "{:process 0 :type :invoke :f :x}";
        assertThat(read(Format.EDN, "#a[#b" + event + "]")).isEmpty();
        assertThat(read(Format.EDN, "\ufeff" + event)).isEmpty();
        assertThat(read(Format.EDN, "[" + event + "] ; end")).isEmpty();
        assertThat(read(Format.EDN, "[" + event + "] []")).isPresent();
        assertThat(read(Format.EDN, "{:process :nemesis}")).isEmpty();
        assertThat(read(Format.EDN, "{:process nil :type :invoke :f :x}")).isPresent();
        assertThat(read(Format.EDN, "{:process 0 :type :invoke :f :x :value {1 2 1 2}}"))
                .isPresent();
    }

    /** For the mutants. */
    static void quick() throws Exception {
        ReadersFuzzTest test = new ReadersFuzzTest();
        test.what_is_refused_and_what_is_not();
        test.a_return_before_its_call_is_refused_in_its_line();
        fuzz(300, 7);
    }
}
