/**
 * Files a person or a machine reads after a run: {@code results.json}, {@code junit.xml}, {@code report.html}, {@code timeline.html},
 * the pictures, latencies in HdrHistogram's formats.
 *
 * <p>Entry type: {@link io.biplane.testbed.result.ReportWriter}, implemented here and found as services. Everything is made from a
 * {@link io.biplane.testbed.result.RunResult} alone and is byte-identical for equal results: sorted keys, no wall-clock time, no
 * locale.
 *
 * <p>The pages are one file each without network access or script. {@link io.biplane.report.page.Story} finds the sentences that
 * tell what happened.
 *
 * <p>Left out: what the numbers mean (package {@code verdict}), how pictures are drawn (package {@code picture}) and the console
 * (package {@code console}).
 *
 * <p>Decisions: docs/decisions/0078.
 */
package io.biplane.report.page;
