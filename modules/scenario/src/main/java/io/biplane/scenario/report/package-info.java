/**
 * Files a person or a machine reads after a run: {@code results.json}, {@code junit.xml}, {@code report.html} and its pictures.
 *
 * <p>Entry type: {@link io.biplane.scenario.result.ReportWriter}, implemented here and found as services. Everything is made from a
 * {@link io.biplane.scenario.result.RunResult} alone and is byte-identical for equal results: sorted keys, no wall-clock time, no
 * locale.
 *
 * <p>Pictures are static SVG with presentation attributes, which survive where scripts and style sheets are blocked (Jenkins'
 * content policy); the page is one file without network access. Colours and marks follow Jepsen's: ok blue, unknown orange, failed
 * pink, each with a shape of its own.
 *
 * <p>Left out: what the numbers mean (package {@code verdict}) and the console (package {@code console}).
 */
package io.biplane.scenario.report;
