package io.biplane.report.console;

import io.biplane.kernel.trace.StateChange;
import io.biplane.scenario.model.ClusterSpec;
import io.biplane.scenario.model.LoadSpec;
import io.biplane.scenario.model.Scenario;
import io.biplane.scenario.model.VirtualClusterSpec;
import io.biplane.testbed.result.FaultWindow;
import io.biplane.testbed.result.RunHeader;
import io.biplane.testbed.result.RunObserver;
import io.biplane.testbed.result.Tick;
import io.biplane.testbed.result.VariantResult;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints a run while it goes on: header, rows, and the steps of the timeline between them. */
public final class LiveConsole implements RunObserver {
    /** Rows between two headers, as {@code cockroach workload} has it. */
    private static final int ROWS_PER_HEADER = 20;

    private final PrintStream out;
    private final Options options;

    /** Rows since the last header; negative: none printed yet. */
    private int rows = -1;

    /** Whether a progress line stands on the terminal and has to be wiped before the next line. */
    private boolean progressShown;

    /** More variants than this are told in a word each, so that all fit into a line. */
    private static final int WHOLE_PROGRESS_MAX = 2;

    /** How far each variant is that runs now, by label. */
    private final Map<String, Progress> progressByVariant = new TreeMap<>();

    /** How far one variant is; negative: it is being set up. */
    private record Progress(Scenario scenario, long atNanos) {
        String wholly() {
            String label = scenario.variant().label();
            String done = atNanos < 0
                    ? "setting up the cluster"
                    : Rows.format(
                            "virtual %s of %s  %d%%",
                            Rows.time(atNanos), Rows.time(scenario.horizonNanos()), percent());
            return label.isEmpty() ? done : label + " " + done;
        }

        String briefly() {
            return scenario.variant().label() + " " + percent() + "%";
        }

        private long percent() {
            return Math.max(0, Math.min(100, 100 * atNanos / Math.max(1, scenario.horizonNanos())));
        }
    }

    /**
     * What to print.
     *
     * @param style colour and symbols
     * @param rows whether rows and steps are printed at all
     * @param json rows as one JSON object a line ({@code --display-format incremental-json})
     * @param verbose whether changes of the cluster's state are printed among the rows
     * @param progress where the progress line goes; empty when there is no terminal
     */
    public record Options(
            Style style,
            boolean rows,
            boolean json,
            boolean verbose,
            Optional<PrintStream> progress) {
        /** The same without a progress line. */
        public Options withoutProgress() {
            return new Options(style, rows, json, verbose, Optional.empty());
        }
    }

    /** A console that prints to {@code out}. */
    public LiveConsole(PrintStream out, Options options) {
        this.out = out;
        this.options = options;
    }

    @Override
    public void runStarted(RunHeader header) {
        if (options.json()) {
            return;
        }
        line(header(header.first(), header.buildId()));
        omitted(header);
        boolean open = header.first().loads().stream()
                .anyMatch(load -> load.arrival() == LoadSpec.Arrival.OPEN);
        boolean closed = header.first().loads().stream()
                .anyMatch(load -> load.arrival() == LoadSpec.Arrival.CLOSED);
        if (open) {
            line(options.style()
                    .dim("# latency counts from when an operation was due (open model)"));
        }
        if (closed) {
            line(options.style()
                    .dim("# closed model: each client waits for its answer, so queueing "
                            + "does not show"));
        }
    }

    /** A run that is not what the file says has to say so. */
    private void omitted(RunHeader header) {
        for (Scenario scenario : header.scenarios()) {
            if (scenario.omitted().steps() > 0) {
                String label = scenario.variant().label();
                line(options.style()
                        .dim("# " + (label.isEmpty() ? "" : label + ": ") + "'faults' leaves out "
                                + scenario.omitted().steps() + " steps of the timeline and "
                                + scenario.omitted().expectations() + " expectations"));
            }
        }
    }

    private String header(Scenario scenario, String buildId) {
        ClusterSpec cluster = scenario.cluster();
        String virtualClusters = cluster.virtualClusters().stream()
                .map(VirtualClusterSpec::name)
                .collect(Collectors.joining(",", "virtual clusters ", ""));
        String loads = scenario.loads().stream()
                .map(LiveConsole::describe)
                .collect(Collectors.joining(", ", "load ", ""));
        return options.style()
                .plain(String.join(
                        "  ",
                        scenario.name(),
                        "seed=" + scenario.seed(),
                        cluster.nodes().size() + " nodes",
                        "v" + cluster.version(),
                        virtualClusters,
                        scenario.loads().isEmpty() ? "no load" : loads,
                        "horizon " + Rows.time(scenario.horizonNanos()),
                        "build " + buildId));
    }

    private static String describe(LoadSpec load) {
        String rate = load.ratePerSecond() == 0 ? "" : Rows.format(" %.0f/s", load.ratePerSecond());
        return load.name() + " (" + load.workload().name().toLowerCase(Locale.ROOT) + ", "
                + load.clients() + " clients" + rate + ")";
    }

    @Override
    public void variantStarted(Scenario scenario) {
        rows = -1;
        String label = scenario.variant().label();
        if (!label.isEmpty() && options.rows() && !options.json()) {
            line("");
            line("=== " + label + " ===");
        }
    }

    @Override
    public void tick(Tick tick) {
        if (!options.rows()) {
            return;
        }
        if (options.json()) {
            line(json(tick));
            return;
        }
        if (rows < 0 || rows >= ROWS_PER_HEADER) {
            line(Rows.TICKS);
            rows = 0;
        }
        rows++;
        line(Rows.tick(tick, tick.load() + " " + tick.operation()));
    }

    private static String json(Tick tick) {
        return Rows.format(
                "{\"time\":%.1f,\"virtual_cluster\":\"%s\",\"load\":\"%s\","
                        + "\"operation\":\"%s\",\"errors\":%d,"
                        + "\"avgt\":%.1f,\"avgl\":%.1f,\"p50l\":%.1f,"
                        + "\"p95l\":%.1f,\"p99l\":%.1f,\"maxl\":%.1f}",
                Rows.seconds(tick.atNanos()),
                tick.virtualCluster(),
                tick.load(),
                tick.operation(),
                tick.errorsTotal(),
                tick.rate(),
                Rows.millis(tick.latency().meanNanos()),
                Rows.millis(tick.latency().p50Nanos()),
                Rows.millis(tick.latency().p95Nanos()),
                Rows.millis(tick.latency().p99Nanos()),
                Rows.millis(tick.latency().maxNanos()));
    }

    @Override
    public void stepFired(FaultWindow window) {
        event(window.fromNanos(), window.verb().fault() ? "fault" : "step", window.label());
    }

    @Override
    public void stepCompleted(FaultWindow window) {
        if (window.lasting() && window.untilNanos().isPresent()) {
            event(
                    window.untilNanos().getAsLong(),
                    window.verb().heals() ? "heal" : "done",
                    window.label());
        }
    }

    @Override
    public void note(long atNanos, String text) {
        event(atNanos, "note", text);
    }

    private void event(long atNanos, String word, String text) {
        if (options.rows() && !options.json()) {
            line(options.style()
                    .plain("--- " + Rows.time(atNanos) + " " + word + " " + text + " ---"));
        }
    }

    @Override
    public void change(long atNanos, String host, StateChange change) {
        if (options.verbose() && options.rows() && !options.json()) {
            StringBuilder fields = new StringBuilder();
            change.fields()
                    .forEach(field -> fields.append(' ')
                            .append(field.name())
                            .append('=')
                            .append(field.value()));
            line(options.style()
                    .dim(options.style()
                            .plain(Rows.format(
                                    "%11.6fs  %-12s %s%s",
                                    Rows.seconds(atNanos), host, change.kind(), fields))));
        }
    }

    @Override
    public void progress(Scenario scenario, long atNanos) {
        if (options.progress().isEmpty()) {
            return;
        }
        progressByVariant.put(scenario.variant().label(), new Progress(scenario, atNanos));
        boolean brief = progressByVariant.size() > WHOLE_PROGRESS_MAX;
        String text = progressByVariant.values().stream()
                .map(progress -> brief ? progress.briefly() : progress.wholly())
                .collect(Collectors.joining("   "));
        PrintStream terminal = options.progress().get();
        terminal.print("\r\u001b[2K" + text);
        terminal.flush();
        progressShown = true;
    }

    @Override
    public void variantEnded(VariantResult result) {
        progressByVariant.remove(result.variant().label());
    }

    /** Prints a line of results, wiping the progress line first. */
    public void line(String text) {
        if (progressShown) {
            options.progress().ifPresent(terminal -> {
                terminal.print("\r\u001b[2K");
                terminal.flush();
            });
            progressShown = false;
        }
        out.print(text + "\n");
        out.flush();
    }
}
