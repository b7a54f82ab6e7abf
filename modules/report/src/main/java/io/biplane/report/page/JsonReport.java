package io.biplane.report.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;

import io.biplane.testbed.result.CheckResult;
import io.biplane.testbed.result.FaultWindow;
import io.biplane.testbed.result.Latency;
import io.biplane.testbed.result.OperationTotal;
import io.biplane.testbed.result.Phase;
import io.biplane.testbed.result.ReportWriter;
import io.biplane.testbed.result.RunResult;
import io.biplane.testbed.result.Series;
import io.biplane.testbed.result.ThresholdResult;
import io.biplane.testbed.result.VariantResult;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** {@code results.json}: verdict, checks, thresholds, figures. Keys are sorted; times are virtual nanoseconds. */
public final class JsonReport implements ReportWriter {
    /** Grows when a key changes its meaning or goes away. */
    private static final int FORMAT = 1;

    @Override
    public String format() {
        return "json";
    }

    @Override
    public void write(RunResult result, Path folder) throws IOException {
        try (Writer file = Files.newBufferedWriter(
                        folder.resolve("results.json"), StandardCharsets.UTF_8);
                JsonGenerator json = new JsonFactory().createGenerator(file)) {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
            printer.indentObjectsWith(indenter);
            printer.indentArraysWith(indenter);
            json.setPrettyPrinter(printer);
            json.writeStartObject();
            json.writeStringField("build", result.header().buildId());
            json.writeNumberField("format", FORMAT);
            json.writeStringField("name", result.header().first().name());
            json.writeStringField("replay", result.header().replayCommand());
            json.writeStringField("scenario", result.header().first().title());
            json.writeNumberField("seed", result.header().first().seed());
            json.writeArrayFieldStart("variants");
            for (VariantResult variant : result.variants()) {
                variant(json, variant);
            }
            json.writeEndArray();
            json.writeStringField("verdict", word(result.verdict()));
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void variant(JsonGenerator json, VariantResult variant) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("checks");
        for (CheckResult check : variant.checks()) {
            check(json, check);
        }
        json.writeEndArray();
        json.writeStringField("digest", variant.digest());
        json.writeNumberField("ended_at_ns", variant.endedAtNanos());
        json.writeNumberField("events", variant.eventCount());
        json.writeArrayFieldStart("faults");
        for (FaultWindow fault : variant.faults()) {
            fault(json, fault);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("notes");
        for (String note : variant.notes()) {
            json.writeString(note);
        }
        json.writeEndArray();
        json.writeFieldName("operations");
        operations(json, variant.operations());
        json.writeArrayFieldStart("phases");
        for (Phase phase : variant.phases()) {
            phase(json, phase);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("series");
        for (Series series : variant.series()) {
            series(json, series);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("thresholds");
        for (ThresholdResult threshold : variant.thresholds()) {
            threshold(json, threshold);
        }
        json.writeEndArray();
        json.writeStringField("variant", variant.variant().label());
        json.writeStringField("verdict", word(variant.verdict()));
        json.writeEndObject();
    }

    private static void check(JsonGenerator json, CheckResult check) throws IOException {
        json.writeStartObject();
        at(json, "at_ns", check.atNanos());
        json.writeStringField("detail", check.detail());
        json.writeStringField("kind", word(check.kind()));
        json.writeStringField("name", check.name());
        json.writeStringField("outcome", word(check.outcome()));
        json.writeEndObject();
    }

    private static void threshold(JsonGenerator json, ThresholdResult threshold)
            throws IOException {
        json.writeStartObject();
        at(json, "at_ns", threshold.atNanos());
        json.writeNumberField("from_ns", threshold.fromNanos());
        json.writeStringField("measured", threshold.measured());
        json.writeStringField("outcome", word(threshold.outcome()));
        json.writeStringField("step", threshold.step());
        json.writeStringField("threshold", threshold.threshold().text());
        json.writeNumberField("until_ns", threshold.untilNanos());
        json.writeEndObject();
    }

    private static void fault(JsonGenerator json, FaultWindow fault) throws IOException {
        json.writeStartObject();
        json.writeNumberField("from_ns", fault.fromNanos());
        json.writeStringField("label", fault.label());
        json.writeBooleanField("lasting", fault.lasting());
        json.writeStringField("step", fault.step());
        at(json, "until_ns", fault.untilNanos());
        json.writeStringField("verb", fault.verb().word());
        json.writeEndObject();
    }

    private static void phase(JsonGenerator json, Phase phase) throws IOException {
        json.writeStartObject();
        json.writeNumberField("from_ns", phase.fromNanos());
        json.writeStringField("name", phase.name());
        json.writeFieldName("operations");
        operations(json, phase.operations());
        json.writeNumberField("until_ns", phase.untilNanos());
        json.writeEndObject();
    }

    private static void series(JsonGenerator json, Series series) throws IOException {
        json.writeStartObject();
        json.writeNumberField("bucket_ns", series.bucketNanos());
        json.writeStringField("name", series.name());
        json.writeArrayFieldStart("points");
        for (Series.Point point : series.points()) {
            json.writeStartObject();
            json.writeNumberField("at_ns", point.atNanos());
            json.writeNumberField("count", point.count());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("total", series.total());
        json.writeEndObject();
    }

    private static void operations(JsonGenerator json, List<OperationTotal> totals)
            throws IOException {
        json.writeStartArray();
        for (OperationTotal total : totals) {
            json.writeStartObject();
            json.writeNumberField("failed", total.failed());
            json.writeStringField("load", total.load());
            json.writeNumberField("ok", total.ok());
            json.writeStringField("operation", total.operation());
            json.writeFieldName("response_ns");
            latency(json, total.response());
            json.writeFieldName("service_ns");
            latency(json, total.service());
            json.writeNumberField("unknown", total.unknown());
            json.writeStringField("virtual_cluster", total.virtualCluster());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void latency(JsonGenerator json, Latency latency) throws IOException {
        json.writeStartObject();
        json.writeNumberField("count", latency.count());
        json.writeNumberField("max", latency.maxNanos());
        json.writeNumberField("mean", latency.meanNanos());
        json.writeNumberField("min", latency.minNanos());
        json.writeNumberField("p50", latency.p50Nanos());
        json.writeNumberField("p90", latency.p90Nanos());
        json.writeNumberField("p95", latency.p95Nanos());
        json.writeNumberField("p99", latency.p99Nanos());
        json.writeNumberField("p999", latency.p999Nanos());
        json.writeEndObject();
    }

    private static void at(JsonGenerator json, String name, OptionalLong nanos) throws IOException {
        if (nanos.isPresent()) {
            json.writeNumberField(name, nanos.getAsLong());
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
