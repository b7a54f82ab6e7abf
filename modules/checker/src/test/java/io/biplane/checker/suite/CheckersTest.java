package io.biplane.checker.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.draw.Timeline;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.isolation.Level;
import io.biplane.checker.linear.Limits;
import io.biplane.checker.verdict.Validity;
import io.biplane.checker.verdict.Verdict;
import io.biplane.checker.verdict.VerdictJson;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A file and a name are enough; exit codes are 0 valid, 1 invalid, 3 unknown. */
class CheckersTest {
    private static final String EDN = """
            {:process 0 :type :invoke :f :txn :value [[:r :x nil] [:append :y 1]]}
            {:process 1 :type :invoke :f :txn :value [[:r :y nil] [:append :x 1]]}
            {:process 0 :type :ok :f :txn :value [[:r :x []] [:append :y 1]]}
            {:process 1 :type :ok :f :txn :value [[:r :y []] [:append :x 1]]}
            """;

    private static final String JSON = """
            {"process":0,"type":"invoke","f":"write","value":[7,"a"],"time":1}
            {"process":0,"type":"ok","f":"write","value":[7,"a"],"time":2}
            {"process":0,"type":"invoke","f":"read","value":[7],"time":3}
            {"process":0,"type":"ok","f":"read","value":[7],"time":4}
            """;

    @ParameterizedTest
    @CsvSource({
        "h.edn,   list-append,                    1",
        "h.edn,   append,                         1",
        "h.edn,   list-append:serializable,       1",
        "h.edn,   list-append:snapshot-isolation, 0",
        "h.edn,   rw-register,                    3",
        "h.jsonl, registers,                      1",
        "h.jsonl, kv,                             1",
        "h.jsonl, queue,                          3",
        "h.jsonl, unique-ids,                     3",
    })
    void a_history_is_judged_by_name(String file, String name, int exitCode) throws Exception {
        List<Operation> operations = read(file);
        Checkers.Named named = Checkers.named(name).orElseThrow();
        assertThat(named.check(operations, Settings.DEFAULT).validity().exitCode())
                .isEqualTo(exitCode);
    }

    private static List<Operation> read(String file) throws Exception {
        String text = file.endsWith("edn") ? EDN : JSON;
        return Format.of(file).read(new StringReader(text), event -> true);
    }

    @Test
    void names_are_known_once_and_wrong_ones_are_not() {
        List<String> names = new ArrayList<>();
        for (Checker checker : Checkers.all()) {
            names.add(checker.name());
            names.addAll(checker.aliases());
        }
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(17);
        assertThat(Checkers.named("no such")).isEmpty();
        assertThat(Checkers.named("list-append:no-such")).isEmpty();
        assertThat(Checkers.named("queue:serializable")).isEmpty();
    }

    /** Every checker is there, each sees something in a history of its own, and none throws. */
    @Test
    void no_checker_throws_whatever_the_history() throws Exception {
        Settings settings = new Settings(
                Limits.DEFAULT,
                0L,
                Optional.of(5L),
                Level.SERIALIZABLE,
                Set.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(1L),
                Optional.of(2),
                List.of());
        for (String f : List.of(
                "txn",
                "read",
                "write",
                "cas",
                "add",
                "balance",
                "generate",
                "x",
                "acquire",
                "append",
                "get-and-append",
                "enqueue",
                "dequeue",
                "transfer",
                "send",
                "poll")) {
            for (String value : List.of(
                    "null",
                    "7",
                    "[]",
                    "[1]",
                    "[1,2]",
                    "[1,[2,3]]",
                    "{}",
                    "{\"a\":1}",
                    "\"t\"",
                    "[[]]",
                    "[[1,2]]",
                    "[[\"r\",1,2]]",
                    "[[\"append\",1,2]]",
                    "[[\"w\",1,null]]",
                    "[[\"r\",1,[2]]]",
                    "[[\"r\",1]]",
                    "[7,[\"r\",1,2]]",
                    "[[\"poll\"]]",
                    "[[\"poll\",{\"1\":[[0,1],[0]]}]]",
                    "[[\"send\",1,[0,1]],[\"poll\",{\"1\":[[0,1],[1,1]]}]]",
                    "{\"from\":1,\"to\":2,\"amount\":3}",
                    "[null]",
                    "true",
                    "1.5")) {
                for (String type : List.of("ok", "fail", "info")) {
                    String line =
                            "{\"process\":0,\"type\":\"%s\",\"f\":\"%s\",\"value\":%s,\"time\":1}\n";
                    String text = String.format(line, "invoke", f, value)
                            + String.format(line, type, f, value);
                    List<Operation> operations =
                            Format.JSONL.read(new StringReader(text), event -> true);
                    for (Checker checker : Checkers.all()) {
                        Verdict verdict = checker.check(operations, settings);
                        assertThat(VerdictJson.text(verdict)).startsWith("{\"checker\":");
                        verdict.anomalies()
                                .forEach(anomaly ->
                                        assertThat(Timeline.svg(anomaly)).endsWith("</svg>\n"));
                    }
                    Detection.of(operations)
                            .ifPresent(name -> assertThat(Checkers.find(name)).isPresent());
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "txn [[\"append\",1,2]] / txn [[\"r\",1,null]] | list-append",
                "txn [[\"w\",1,2]] / txn [[\"r\",1,null]]      | rw-register",
                "txn [[\"r\",1,null]]                          | -",
                "write [1,2] / read [1]                        | registers",
                "write [1,2] / read [1,null] / cas [1,[2,3]]   | registers",
                "write 1 / read null / cas [1,2]               | register",
                "write [1,2] / read null                       | -",
                "read [1]                                      | -",
                "write 1                                       | -",
                "put [1,2] / get [1]                           | map",
                "add 1 / increment null                        | counter",
                "add 1 / contains 1                            | linear-set",
                "enqueue 1 / dequeue null                      | queue",
                "acquire null / release null                   | mutex",
                "put [1,\"a\"] / append [1,\"b\"] / get [1]       | kv-append",
                "txn [[\"write\",1,2]] / txn [[\"read\",1,null]]  | multi-register",
                "txn [[\"write\",1,2]] / txn [[\"append\",1,2]]   | -",
                "write {\"a\":1} / read {\"a\":null}              | multi-register",
                "generate null                                 | unique-ids",
                "transfer {} / balance null                    | bank",
                "transfer {} / read null                       | bank",
                "x null                                        | -",
            })
    void a_history_says_plainly_what_it_is_or_nothing_is_guessed(String rows, String expected)
            throws Exception {
        StringBuilder text = new StringBuilder();
        for (String row : rows.split("/")) {
            String[] words = row.strip().split(" ", 2);
            text.append(String.format(
                    "{\"process\":%d,\"type\":\"invoke\",\"f\":\"%s\",\"value\":%s,\"time\":1}\n",
                    text.length(), words[0], words[1]));
        }
        List<Operation> operations =
                Format.JSONL.read(new StringReader(text.toString()), event -> true);
        assertThat(Detection.of(operations)).isEqualTo(Optional.ofNullable(expected));
    }

    @ParameterizedTest
    @CsvSource({"'[1,2]', set", "3, counter", "null, "})
    void what_is_added_is_told_from_how_it_is_read(String seen, String expected) throws Exception {
        String line = "{\"process\":0,\"type\":\"%s\",\"f\":\"%s\",\"value\":%s,\"time\":1}\n";
        String text = String.format(line, "invoke", "add", 1)
                + String.format(line, "ok", "add", 1)
                + String.format(line, "invoke", "read", "null")
                + String.format(line, "ok", "read", seen);
        assertThat(Detection.of(Format.JSONL.read(new StringReader(text), event -> true)))
                .isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void clocks_that_may_differ_excuse_a_stale_read_and_the_verdict_says_so() throws Exception {
        List<Operation> operations = read("h.jsonl");
        Settings settings = new Settings(
                Limits.DEFAULT,
                Nil.NIL,
                Optional.of(5L),
                Level.STRICT_SERIALIZABLE,
                Set.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                List.of());
        Verdict verdict = Checkers.find("registers").orElseThrow().check(operations, settings);
        assertThat(verdict.validity()).isEqualTo(Validity.VALID);
        assertThat(verdict.checker()).isEqualTo("linearizable register by clocks");
        assertThat(verdict.facts()).containsEntry("clocks_differ_nanos_max", 5L);
    }
}
