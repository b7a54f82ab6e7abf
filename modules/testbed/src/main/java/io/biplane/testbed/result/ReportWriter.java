package io.biplane.testbed.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Writes one or more report files of a run into its folder; the same result gives the same bytes.
 * Found as a service; all that are installed are asked.
 */
public interface ReportWriter {
    /** Names for {@code report --format}: {@code html}, {@code json}, {@code junit} and others. */
    String format();

    /** Writes. Wall-clock time must not reach the files. */
    void write(RunResult result, Path folder) throws IOException;

    /** Every writer on the class path, in the order of their service files. */
    static List<ReportWriter> installed() {
        return ServiceLoader.load(ReportWriter.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
