package io.biplane.checker.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.Dice;
import io.biplane.checker.history.Context;
import io.biplane.checker.history.Event;
import io.biplane.checker.history.EventType;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Operations;
import io.biplane.checker.verdict.Anomaly;
import io.biplane.checker.verdict.Validity;
import io.biplane.checker.verdict.Verdict;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Logs: each fault by itself, and random histories against a naive second implementation. */
class KafkaCheckerTest {
    /** Sends messages a, b and c to offsets 0, 1 and 3 of log 7. */
    private static final String SENT = "0 send [[\"send\",7,\"a\"]] [[\"send\",7,[0,\"a\"]]] 0 1 ok"
            + " / 0 send [[\"send\",7,\"b\"]] [[\"send\",7,[1,\"b\"]]] 2 3 ok"
            + " / 0 send [[\"send\",7,\"c\"]] [[\"send\",7,[3,\"c\"]]] 4 5 ok / ";

    private static final String POLL = "1 poll [[\"poll\"]] [[\"poll\",{\"7\":[%s]}]] %d %d ok";

    /** A poll is what it gave: offset and message; {@code !} before it is by another process. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "0a 1b 3c            | -",
                "0a / 1b 3c          | -",
                "0a 1b               | -",
                "0a 3c               | int-poll-skip lost-write",
                "0a / 3c             | lost-write poll-skip",
                "0a / 3c / !1b       | poll-skip",
                "0a 3c / !0a         | int-poll-skip lost-write",
                "1b 3c               | lost-write",
                "1b / 0a             | nonmonotonic-poll",
                "1b 1b / !0a         | int-nonmonotonic-poll",
                "0a 1b 2c 3c         | duplicate",
                "0a 1b 3d            | inconsistent-offsets unwritten-poll",
                "0a 1b 2d 3c         | unwritten-poll",
            })
    void each_fault_is_found_and_nothing_else(String polls, String expected) throws Exception {
        List<String> rows = new ArrayList<>();
        int at = 10;
        for (String poll : polls.split("/")) {
            List<String> messages = new ArrayList<>();
            for (String word : poll.strip().replace("!", "").split(" ")) {
                messages.add("[" + word.charAt(0) + ",\"" + word.charAt(1) + "\"]");
            }
            String row = String.format(POLL, String.join(",", messages), at, at + 1);
            rows.add(poll.contains("!") ? "2" + row.substring(1) : row);
            at += 2;
        }
        expect(SENT + String.join(" / ", rows), expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // A transaction that aborted, one that reads its own, offsets that go back.
                "0 send [[\"send\",7,1]] [[\"send\",7,1]] 0 1 fail"
                        + " / 1 poll [[\"poll\"]] [[\"poll\",{\"7\":[[0,1]]}]] 2 3 ok  | G1a",
                "0 txn [[\"send\",7,1],[\"poll\"]]"
                        + " [[\"send\",7,[0,1]],[\"poll\",{\"7\":[[0,1]]}]] 0 1 ok     | precommitted-read",
                "0 send [[\"send\",7,1]] [[\"send\",7,[5,1]]] 0 1 ok"
                        + " / 0 send [[\"send\",7,2]] [[\"send\",7,[4,2]]] 2 3 ok"
                        + " / 1 poll [[\"poll\"]] [[\"poll\",{\"7\":[[4,2],[5,1]]}]] 4 5 ok | nonmonotonic-send",
                "0 send [[\"send\",7,1],[\"send\",7,2]] [[\"send\",7,[1,1]],[\"send\",7,[0,2]]] 0 1 ok"
                        + " / 1 poll [[\"poll\"]] [[\"poll\",{\"7\":[[0,2],[1,1]]}]] 4 5 ok | int-nonmonotonic-send",
                // Of unknown outcome: its message may be there; where its sender stands is not
                // known.
                "0 send [[\"send\",7,1]] [[\"send\",7,1]] 0 1 info"
                        + " / 1 poll [[\"poll\"]] [[\"poll\",{\"7\":[[0,1]]}]] 2 3 ok  | -",
            })
    void transactions_are_judged_by_what_became_of_them(String rows, String expected)
            throws Exception {
        expect(rows, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "assign [7]    | nonmonotonic-poll",
                "assign []     | -",
                "subscribe [7] | -",
            })
    void where_a_process_goes_on_depends_on_what_it_polls(String assignment, String expected)
            throws Exception {
        String[] words = assignment.split(" ");
        String row = String.format("1 %s %s %s 20 21 ok", words[0], words[1], words[1]);
        expect(
                SENT + String.format(POLL, "[0,\"a\"],[1,\"b\"]", 10, 11) + " / " + row + " / "
                        + String.format(POLL, "[0,\"a\"],[1,\"b\"],[3,\"c\"]", 30, 31),
                expected);
    }

    private static void expect(String rows, String expected) throws Exception {
        Verdict verdict = KafkaChecker.check(DomainCheckersTest.operations(rows));
        List<String> kinds =
                verdict.anomalies().stream().map(Anomaly::kind).sorted().toList();
        assertThat(String.join(" ", kinds))
                .as(verdict.toString())
                .isEqualTo(expected == null ? "" : expected);
        assertThat(verdict.validity())
                .isEqualTo(expected == null ? Validity.VALID : Validity.INVALID);
    }

    @Test
    void what_nobody_polled_is_not_found_to_be_there() throws Exception {
        Verdict unseen = KafkaChecker.check(
                DomainCheckersTest.operations(SENT + "1 poll [[\"poll\"]] [[\"poll\",{}]] 8 9 ok"));
        assertThat(unseen.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(unseen.summary()).contains("no acknowledged message was ever polled");
        Verdict twice = KafkaChecker.check(DomainCheckersTest.operations(SENT
                + "2 send [[\"send\",7,\"a\"]] [[\"send\",7,\"a\"]] 6 7 info / "
                + String.format(POLL, "[0,\"a\"]", 8, 9)));
        assertThat(twice.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(twice.summary()).contains("each message must be sent once");
        Verdict strange = KafkaChecker.check(
                DomainCheckersTest.operations("0 send [[\"sent\",7,1]] [[\"sent\",7,1]] 0 1 ok"));
        assertThat(strange.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(strange.summary()).contains("event 0", "[\"send\", key, message]");
    }

    @Test
    void random_histories_agree() throws Exception {
        compare(1500, new Dice(1));
    }

    @Test
    @Tag("nightly")
    void random_histories_agree_a_hundred_thousand_times() throws Exception {
        compare(100_000, new Dice(2));
    }

    /** For the mutants. */
    static void quick() throws Exception {
        new KafkaCheckerTest().what_nobody_polled_is_not_found_to_be_there();
        new KafkaCheckerTest()
                .each_fault_is_found_and_nothing_else("0a 3c / !0a", "int-poll-skip lost-write");
        compare(6000, new Dice(3));
    }

    private static void compare(int histories, Dice dice) throws Exception {
        int valid = 0;
        for (int i = 0; i < histories; i++) {
            List<Operation> operations = draw(dice, 2 + dice.below(8), dice.below(20));
            Verdict verdict = KafkaChecker.check(operations);
            TreeSet<String> found = new TreeSet<>();
            verdict.anomalies()
                    .forEach(anomaly -> found.add(anomaly.kind() + " " + anomaly.subject()));
            assertThat(found)
                    .as(() -> verdict
                            + operations.stream()
                                    .map(operation -> "\n" + operation.describe())
                                    .reduce("", String::concat))
                    .isEqualTo(NaiveLogs.broken(operations));
            valid += found.isEmpty() ? 1 : 0;
        }
        // Both answers must be common, or the comparison shows nothing.
        assertThat(valid).isBetween(histories / 20, histories * 19 / 20);
    }

    /** Histories of few processes and two logs, with so many faults in a hundred messages. */
    private static List<Operation> draw(Dice dice, int operations, int faults) throws Exception {
        List<Event> events = new ArrayList<>();
        List<Optional<Event>> open = new ArrayList<>();
        for (int p = 0; p < 1 + dice.below(3); p++) {
            open.add(Optional.empty());
        }
        long[] next = {0};
        long[] stands = new long[6];
        int begun = 0;
        while (begun < operations || open.stream().anyMatch(Optional::isPresent)) {
            int p = dice.below(open.size());
            if (open.get(p).isEmpty() && begun < operations) {
                begun++;
                open.set(p, Optional.of(invocation(dice, events.size(), p, next)));
                events.add(open.get(p).get());
            } else if (open.get(p).isPresent()) {
                Event invocation = open.get(p).get();
                open.set(p, Optional.empty());
                int luck = dice.below(100);
                EventType type =
                        luck < 85 ? EventType.OK : luck < 93 ? EventType.INFO : EventType.FAIL;
                Object value = type == EventType.OK && !assigns(invocation.f())
                        ? answer(dice, (List<?>) invocation.value(), 2 * p, next[0], stands, faults)
                        : invocation.value();
                events.add(event(events.size(), p, type, invocation.f(), value));
            }
        }
        return Operations.pair(events);
    }

    private static boolean assigns(String f) {
        return f.equals("assign") || f.equals("subscribe");
    }

    private static Event invocation(Dice dice, int index, int process, long[] next) {
        String f = List.of(
                        "send",
                        "poll",
                        "poll",
                        "txn",
                        "send",
                        "poll",
                        "poll",
                        "txn",
                        "assign",
                        "subscribe")
                .get(dice.below(10));
        List<Object> value = new ArrayList<>();
        if (assigns(f)) {
            for (long key = 0; key < 2; key++) {
                if (dice.chance(60)) {
                    value.add(key);
                }
            }
        } else {
            for (int i = 0; i < 1 + dice.below(2); i++) {
                boolean isPoll = f.equals("poll") || f.equals("txn") && dice.chance(50);
                long message = next[0];
                next[0] += isPoll ? 0 : 1;
                value.add(isPoll ? List.of("poll") : List.of("send", message % 2, message));
            }
        }
        return event(index, process, EventType.INVOKE, f, value);
    }

    /** A message's offset is its number, unless something goes wrong. */
    private static List<Object> answer(
            Dice dice, List<?> asked, int stand, long messages, long[] stands, int faults) {
        List<Object> told = new ArrayList<>();
        for (Object item : asked) {
            List<?> step = (List<?>) item;
            if (step.get(0).equals("send")) {
                long offset = (Long) step.get(2) + (dice.chance(faults) ? 2 : 0);
                told.add(
                        dice.chance(10)
                                ? step
                                : List.of("send", step.get(1), List.of(offset, step.get(2))));
                continue;
            }
            Map<Object, Object> polled = new LinkedHashMap<>();
            for (int key = 0; key < 2; key++) {
                List<Object> given = new ArrayList<>();
                int most = dice.below(4);
                long at = stands[stand + key] + (dice.chance(faults) ? dice.below(2) * 4 - 2 : 0);
                for (; at < messages && given.size() < most; at++) {
                    if (at >= 0 && at % 2 == key && !dice.chance(faults / 3)) {
                        Object offset = dice.chance(4)
                                ? Nil.NIL
                                : (Object) (at + (dice.chance(faults / 4) ? 2 : 0));
                        given.add(List.of(offset, at));
                    }
                }
                stands[stand + key] = Math.max(0, at);
                if (!given.isEmpty()) {
                    polled.put(dice.chance(50) ? (Object) (long) key : key + "", given);
                }
            }
            told.add(List.of("poll", polled));
        }
        return told;
    }

    private static Event event(int index, long process, EventType type, String f, Object value) {
        return new Event(index, process, type, f, value, 1000L * index, Context.NONE);
    }
}
