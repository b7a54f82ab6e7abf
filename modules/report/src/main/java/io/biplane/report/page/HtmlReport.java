package io.biplane.report.page;

import io.biplane.testbed.result.ReportWriter;
import io.biplane.testbed.result.RunResult;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code report.html}: one self-contained page, complete without script. */
public final class HtmlReport implements ReportWriter {
    @Override
    public String format() {
        return "html";
    }

    @Override
    public void write(RunResult result, Path folder) throws IOException {
        Files.writeString(
                folder.resolve("report.html"),
                new ReportPage(result).render(),
                StandardCharsets.UTF_8);
    }
}
