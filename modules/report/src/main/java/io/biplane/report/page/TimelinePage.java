package io.biplane.report.page;

import io.biplane.report.picture.Svg;
import io.biplane.report.picture.TrackPicture;
import io.biplane.testbed.result.ReportWriter;
import io.biplane.testbed.result.RunResult;
import io.biplane.testbed.result.VariantResult;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code timeline.html}: each client's operations, one below the other; a self-contained page without script. */
public final class TimelinePage implements ReportWriter {
    @Override
    public String format() {
        return "timeline";
    }

    @Override
    public void write(RunResult result, Path folder) throws IOException {
        for (VariantResult variant : result.variants()) {
            String suffix = PictureFiles.suffix(result, variant);
            Files.writeString(
                    folder.resolve("timeline" + suffix + ".html"),
                    page(result, variant),
                    StandardCharsets.UTF_8);
        }
    }

    private static String page(RunResult result, VariantResult variant) {
        String label = variant.variant().label();
        String title = result.header().first().title() + (label.isEmpty() ? "" : " · " + label);
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"color-scheme\" content=\"light\"><title>" + Svg.escape(title)
                + "</title></head>\n<body bgcolor=\"#ffffff\" text=\"" + Svg.INK
                + "\"><font face=\"Helvetica, Arial, sans-serif\">\n<h1>" + Svg.escape(title)
                + "</h1>\n<p>Each box is one operation of a client, from when it was first sent to when "
                + "it was answered; time runs downwards. Point at a box to read it.</p>\n<p>"
                + Svg.escape(TrackPicture.caption(variant)) + "</p>\n<p>"
                + key("#6db6fe", "ok") + key("#ffaa26", "▲ unknown: may have happened")
                + key("#feb5da", "◆ failed: certainly did not happen")
                + key("#e5e8eb", "while a step of the timeline lasts") + "</p></font>\n"
                + TrackPicture.draw(variant) + "</body></html>\n";
    }

    private static String key(String colour, String words) {
        return "<svg width=\"14\" height=\"14\"><rect width=\"14\" height=\"14\" fill=\"" + colour
                + "\"/></svg> " + words + " &nbsp; ";
    }
}
