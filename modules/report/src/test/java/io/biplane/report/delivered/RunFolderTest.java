package io.biplane.report.delivered;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.kernel.trace.StateChange;
import io.biplane.scenario.language.Overrides;
import io.biplane.scenario.language.ScenarioFile;
import io.biplane.scenario.model.Scenario;
import io.biplane.testbed.detail.Message;
import io.biplane.testbed.detail.MessageLog;
import io.biplane.testbed.detail.RawSample;
import io.biplane.testbed.fingerprint.WholeRun;
import io.biplane.testbed.result.FaultWindow;
import io.biplane.testbed.result.RunObserver;
import io.biplane.testbed.result.RunResult;
import io.biplane.testbed.result.Tick;
import io.biplane.testbed.result.VariantResult;

import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.helpers.DefaultHandler;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.xml.parsers.SAXParserFactory;

/**
 * One small scenario with two variants, run twice: one variant after another, and both at the same time. The files have to be the
 * same, and what an observer is told as well.
 */
final class RunFolderTest {
    private static final String TEXT = """
            scenario: a node is killed under a light load
            horizon: 12s
            clusters:
              e: { nodes: 3, version: "25.2", storage: heap, virtual_clusters: { main: { ranges: 2 } } }
            load: { kv: { workload: kv, clients: 4, rate: 60/s, keys: 20, timeout: 2s } }
            timeline:
              - { at: 3s, id: crash, kill: { node: leaseholder(main.kv) }, for: 4s }
            compare: { clusters.e.virtualized: [true, false] }
            """;

    @TempDir
    private static Path folder;

    private static RunResult sequential;
    private static Heard heardInTurn;
    private static Heard heardTogether;

    /** Writes down what it is told, and by how many threads at once. */
    private static final class Heard implements RunObserver {
        private final List<String> lines = new ArrayList<>();
        private final Map<String, Long> reached = new TreeMap<>();

        @Override
        public void variantStarted(Scenario scenario) {
            lines.add("start " + scenario.variant());
        }

        @Override
        public void tick(Tick tick) {
            lines.add(tick.toString());
        }

        @Override
        public void stepFired(FaultWindow window) {
            lines.add("fired " + window);
        }

        @Override
        public void stepCompleted(FaultWindow window) {
            lines.add("completed " + window);
        }

        @Override
        public void change(long atNanos, String host, StateChange change) {
            lines.add(atNanos + " " + host + " " + change);
        }

        @Override
        public void progress(Scenario scenario, long atNanos) {
            reached.put(scenario.variant().label(), atNanos);
        }

        @Override
        public void variantEnded(VariantResult result) {
            lines.add("end " + result.digest());
        }
    }

    @BeforeAll
    static void run() throws Exception {
        heardInTurn = new Heard();
        sequential = run("turn", heardInTurn, Runnable::run);
        heardTogether = new Heard();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            run("together", heardTogether, threads);
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void both_runs_wrote_the_same_bytes() throws Exception {
        List<String> names = names(folder.resolve("turn"));

        assertThat(names(folder.resolve("together"))).isEqualTo(names);
        for (String name : names) {
            assertThat(Files.mismatch(
                            folder.resolve("turn").resolve(name),
                            folder.resolve("together").resolve(name)))
                    .as(name)
                    .isEqualTo(-1);
        }
    }

    @Test
    void an_observer_hears_variants_in_turn_even_when_they_run_together() {
        assertThat(heardTogether.lines).isEqualTo(heardInTurn.lines);
        assertThat(heardTogether.lines.stream().filter(line -> line.startsWith("start ")))
                .hasSize(2);
        assertThat(heardTogether.reached).isEqualTo(heardInTurn.reached).hasSize(2);
    }

    @Test
    void every_file_of_the_layout_is_there() throws Exception {
        List<String> expected = new ArrayList<>(
                List.of("report.html", "results.json", "junit.xml", "latency-compare.svg"));
        for (String variant : List.of("virtualized=true", "virtualized=false")) {
            for (String name : List.of(
                    "latency-quantiles-%s.svg",
                    "latency-raw-%s.svg",
                    "rate-%s.svg",
                    "causes-%s.svg",
                    "ranges-%s.svg",
                    "messages-%s.svg",
                    "timeline-%s.html",
                    "latency-%s.hlog",
                    "latency-%s.hgrm",
                    "%s/history.jsonl",
                    "%s/history.txt",
                    "%s/events.jsonl",
                    "%s/nodes/n1.log")) {
                expected.add(String.format(java.util.Locale.ROOT, name, variant));
            }
        }

        assertThat(names(folder.resolve("turn"))).containsAll(expected);
    }

    @Test
    void pictures_are_well_formed_and_need_no_style_sheet_or_script() throws Exception {
        for (String name : names(folder.resolve("turn"))) {
            Path file = folder.resolve("turn").resolve(name);
            if (name.endsWith(".svg")) {
                SAXParserFactory.newInstance()
                        .newSAXParser()
                        .parse(file.toFile(), new DefaultHandler());
                assertThat(Files.readString(file))
                        .as(name)
                        .doesNotContain("<style", " style=", "<script", "href=");
            }
        }
    }

    @Test
    void the_message_log_begins_20_ms_before_the_first_step_and_shows_the_dead_node() {
        MessageLog log = sequential.variants().get(0).details().messages();
        String dead = sequential.variants().get(0).faults().get(0).label().split(" ")[1];

        assertThat(log.fromNanos()).isEqualTo(2_980_000_000L);
        assertThat(log.messages())
                .isNotEmpty()
                .allSatisfy(message -> assertThat(message.sentAtNanos())
                        .isBetween(log.fromNanos(), log.untilNanos()));
        assertThat(log.messages().stream().map(Message::layer).distinct())
                .contains(Message.Layer.SQL, Message.Layer.KV, Message.Layer.RAFT);
        assertThat(log.messages().stream()
                        .filter(message -> message.from().equals(dead)
                                && message.layer() != Message.Layer.CONNECTION
                                && message.sentAtNanos() > 3_000_000_000L
                                && message.sentAtNanos() < 7_000_000_000L))
                .isEmpty();
        assertThat(log.marks().stream().map(MessageLog.Mark::kind)).contains("fault.host.kill");
    }

    @Test
    void the_histogram_log_holds_every_operation_that_ended_ok() throws Exception {
        VariantResult variant = sequential.variants().get(0);
        long ok = variant.details().operations().stream()
                .filter(sample -> sample.ending() == RawSample.Ending.OK
                        && sample.doneAtNanos() < variant.endedAtNanos())
                .count();
        Map<String, Long> counts = new TreeMap<>();
        long slowest = 0;
        try (HistogramLogReader reader = new HistogramLogReader(
                folder.resolve("turn/latency-virtualized=true.hlog").toFile())) {
            for (EncodableHistogram next = reader.nextIntervalHistogram();
                    next != null;
                    next = reader.nextIntervalHistogram()) {
                counts.merge(next.getTag(), ((Histogram) next).getTotalCount(), Long::sum);
                slowest = Math.max(slowest, ((Histogram) next).getMaxValue());
            }
        }

        assertThat(counts.keySet()).containsExactly("main.kv.read", "main.kv.write");
        assertThat(counts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(ok);
        assertThat(slowest).isGreaterThan(500_000_000L);
        assertThat(Files.readString(folder.resolve("turn/latency-virtualized=true.hgrm")))
                .contains("Percentile", "1.000000000000", "#[Max");
    }

    @Test
    void the_page_tells_what_happened_in_order() throws Exception {
        String page = Files.readString(folder.resolve("turn/report.html"));
        String crash = sequential.variants().get(0).faults().get(0).label();

        assertThat(page)
                .contains(
                        crash + ", over after", "nobody may serve", "the slowest answer of the run")
                .contains("no answer for");
        assertThat(Files.readString(folder.resolve("turn/timeline-virtualized=true.html")))
                .contains("from a second before the timeline's first step", "process 0");
    }

    private static List<String> names(Path root) throws Exception {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    private static RunResult run(String name, RunObserver observer, Executor executor)
            throws Exception {
        ScenarioFile file = ScenarioFile.parse("test.yaml", TEXT, Overrides.NONE);
        return WholeRun.of(file, 7, folder.resolve(name), observer, executor);
    }
}
