/**
 * Pictures of a run, each drawn from one variant's result: latencies, rates, lanes, causes, messages, operations.
 *
 * <p>Entry types: the classes named {@code …Picture}; {@link io.biplane.report.picture.Svg} writes, {@link
 * io.biplane.report.picture.TimeAxis} is the axis of virtual time that they share. A picture is text: static SVG with presentation
 * attributes, on a white ground, so that it looks the same where scripts and style sheets are blocked (Jenkins' content policy) and
 * where the page around it is dark.
 *
 * <p>Colours and marks follow Jepsen's: ok blue, unknown orange, failed pink, each with a shape of its own. Equal results give equal
 * bytes. Left out: pages around the pictures (package {@code report}).
 *
 * <p>Decisions: docs/decisions/0078.
 */
package io.biplane.report.picture;
