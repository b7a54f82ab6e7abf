package io.biplane.report.page;

import io.biplane.testbed.detail.RawSample;
import io.biplane.testbed.result.OperationTotal;
import io.biplane.testbed.result.ReportWriter;
import io.biplane.testbed.result.RunResult;
import io.biplane.testbed.result.VariantResult;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Response times in HdrHistogram's own formats, for its plotters: {@code latency.hlog}, one histogram a second and operation, and
 * {@code latency.hgrm}, the percentiles of all operations that ended ok. Values are nanoseconds, shown in milliseconds; times are
 * virtual seconds since the run's zero.
 */
public final class HdrFiles implements ReportWriter {
    /** Three digits, as the rest of the report. */
    private static final int DIGITS = 3;

    private static final long INTERVAL_NANOS = 1_000_000_000L;
    private static final double NANOS_PER_MILLI = 1e6;
    /** Lines of the percentile file each time the distance to 100 % halves. Source: the library's default. */
    private static final int TICKS_PER_HALF_DISTANCE = 5;

    @Override
    public String format() {
        return "hdr";
    }

    @Override
    public void write(RunResult result, Path folder) throws IOException {
        for (VariantResult variant : result.variants()) {
            String suffix = PictureFiles.suffix(result, variant);
            write(folder.resolve("latency" + suffix + ".hlog"), out -> log(variant, out));
            write(folder.resolve("latency" + suffix + ".hgrm"), out -> percentiles(variant, out));
        }
    }

    private interface Content {
        void writeTo(PrintStream out);
    }

    private static void write(Path file, Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            content.writeTo(out);
        }
        // The library ends lines as the machine does.
        String text = bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private static void log(VariantResult variant, PrintStream out) {
        HistogramLogWriter writer = new HistogramLogWriter(out);
        writer.outputComment("[response times in virtual time; the tag is the operation]");
        writer.outputBaseTime(0);
        writer.outputLegend();
        List<List<RawSample>> samples = variant.operations().stream()
                .map(operation -> okOf(variant, operation))
                .toList();
        int[] next = new int[samples.size()];
        for (long from = 0; from < variant.endedAtNanos(); from += INTERVAL_NANOS) {
            long until = from + INTERVAL_NANOS;
            for (int i = 0; i < next.length; i++) {
                Histogram histogram = new Histogram(DIGITS);
                while (next[i] < samples.get(i).size()
                        && samples.get(i).get(next[i]).doneAtNanos() < until) {
                    histogram.recordValue(samples.get(i).get(next[i]++).responseNanos());
                }
                histogram.setTag(tag(variant.operations().get(i)));
                writer.outputIntervalHistogram(from / 1e9, until / 1e9, histogram, NANOS_PER_MILLI);
            }
        }
    }

    private static void percentiles(VariantResult variant, PrintStream out) {
        Histogram histogram = new Histogram(DIGITS);
        variant.details().operations().stream()
                .filter(sample -> sample.ending() == RawSample.Ending.OK)
                .forEach(sample -> histogram.recordValue(sample.responseNanos()));
        histogram.outputPercentileDistribution(out, TICKS_PER_HALF_DISTANCE, NANOS_PER_MILLI);
    }

    /** What ended ok of an operation, in order of completion. */
    private static List<RawSample> okOf(VariantResult variant, OperationTotal operation) {
        List<RawSample> samples = new ArrayList<>(variant.details().operations());
        samples.removeIf(sample -> sample.ending() != RawSample.Ending.OK
                || !sample.load().equals(operation.load())
                || !sample.operation().equals(operation.operation()));
        samples.sort(Comparator.comparingLong(RawSample::doneAtNanos));
        return samples;
    }

    /** Names an operation; tags may not contain commas or blanks. */
    private static String tag(OperationTotal operation) {
        return (operation.virtualCluster() + "." + operation.load() + "." + operation.operation())
                .replaceAll("[,\\s]", "_");
    }
}
