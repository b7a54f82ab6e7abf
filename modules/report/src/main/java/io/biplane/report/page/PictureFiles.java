package io.biplane.report.page;

import io.biplane.report.picture.ComparePicture;
import io.biplane.report.picture.LanePicture;
import io.biplane.report.picture.LatencyPicture;
import io.biplane.report.picture.MessagePicture;
import io.biplane.report.picture.RatePicture;
import io.biplane.report.picture.RawLatencyPicture;
import io.biplane.report.picture.SeriesPicture;
import io.biplane.report.picture.TimeAxis;
import io.biplane.testbed.result.Lane;
import io.biplane.testbed.result.ReportWriter;
import io.biplane.testbed.result.RunResult;
import io.biplane.testbed.result.VariantResult;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The pictures as files of their own, under Jepsen's and Maelstrom's names; one set a variant. */
public final class PictureFiles implements ReportWriter {
    @Override
    public String format() {
        return "svg";
    }

    @Override
    public void write(RunResult result, Path folder) throws IOException {
        List<VariantResult> all = result.variants();
        if (all.size() > 1) {
            file(folder, "latency-compare", "", ComparePicture.draw(all));
        }
        for (VariantResult variant : all) {
            TimeAxis axis = new TimeAxis(variant.endedAtNanos());
            String suffix = suffix(result, variant);
            file(folder, "latency-quantiles", suffix, LatencyPicture.draw(variant, all, axis));
            file(folder, "latency-raw", suffix, RawLatencyPicture.draw(variant, all, axis));
            file(folder, "rate", suffix, RatePicture.draw(variant, all, axis));
            file(folder, "causes", suffix, SeriesPicture.draw(variant, axis));
            List<Lane> leases = variant.lanes().stream()
                    .filter(lane -> lane.kind() == Lane.Kind.LEASE)
                    .toList();
            file(
                    folder,
                    "ranges",
                    suffix,
                    LanePicture.draw("Leases over virtual time", leases, variant, axis));
            file(folder, "messages", suffix, MessagePicture.draw(variant));
        }
    }

    private static void file(Path folder, String name, String suffix, String text)
            throws IOException {
        Files.writeString(folder.resolve(name + suffix + ".svg"), text, StandardCharsets.UTF_8);
    }

    /** What comes between a file's name and its ending: nothing, or the variant's label. */
    static String suffix(RunResult result, VariantResult variant) {
        return result.header().scenarios().size() == 1
                ? ""
                : "-" + variant.variant().label();
    }
}
