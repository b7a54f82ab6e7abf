package io.biplane.checker.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.Dice;
import io.biplane.checker.draw.Timeline;
import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.Verdict;
import io.biplane.checker.verdict.VerdictJson;

import org.junit.jupiter.api.Test;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same history gives the same bytes, alone or while others are judged beside it. */
class SameBytesTest {
    @Test
    void verdicts_and_pictures_do_not_depend_on_the_number_of_threads() throws Exception {
        List<Callable<String>> checks = new ArrayList<>();
        for (long seed = 0; seed < 8; seed++) {
            String registers = registers(new Dice(seed));
            String lists = lists(new Dice(seed));
            checks.add(() -> told(registers, "registers"));
            checks.add(() -> told(registers, "session"));
            checks.add(() -> told(lists, "list-append"));
        }
        List<String> alone = new ArrayList<>();
        for (Callable<String> check : checks) {
            alone.add(check.call());
        }
        assertThat(String.join("", alone)).contains("\"non-linearizable\"", "\"cycle\"", "<svg");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<String> together = new ArrayList<>();
            for (Future<String> result : threads.invokeAll(checks)) {
                together.add(result.get());
            }
            assertThat(together).isEqualTo(alone);
        } finally {
            threads.shutdown();
        }
    }

    private static String told(String history, String name) throws Exception {
        List<Operation> operations = Format.JSONL.read(new StringReader(history), event -> true);
        Verdict verdict = Checkers.find(name).orElseThrow().check(operations, Settings.DEFAULT);
        StringBuilder told = new StringBuilder(VerdictJson.text(verdict));
        verdict.anomalies().forEach(anomaly -> told.append(Timeline.svg(anomaly)));
        return told.toString();
    }

    /** Reads that see anything, so that much is wrong. */
    private static String registers(Dice dice) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            int key = dice.below(5);
            boolean isWrite = dice.chance(50);
            String f = isWrite ? "write" : "read";
            String asked = isWrite ? "[" + key + "," + i + "]" : "[" + key + "]";
            String told = isWrite ? asked : "[" + key + "," + dice.below(i + 1) + "]";
            call(text, i % 7, f, asked, told);
        }
        return text.toString();
    }

    private static String lists(Dice dice) {
        StringBuilder text = new StringBuilder();
        List<List<Integer>> state = List.of(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < 200; i++) {
            int key = dice.below(2);
            int stale = dice.chance(20) ? 1 : 0;
            List<Integer> list = state.get(key);
            String seen = list.subList(0, Math.max(0, list.size() - stale)).toString();
            String steps = "[[\"r\"," + key + ",%s],[\"append\"," + key + "," + i + "]]";
            call(text, i % 7, "txn", String.format(steps, "null"), String.format(steps, seen));
            list.add(i);
        }
        return text.toString();
    }

    private static void call(StringBuilder text, int process, String f, String in, String out) {
        String line = "{\"process\":%d,\"type\":\"%s\",\"f\":\"%s\",\"value\":%s,\"time\":%d}\n";
        text.append(String.format(line, process, "invoke", f, in, text.length()));
        text.append(String.format(line, process, "ok", f, out, text.length()));
    }
}
