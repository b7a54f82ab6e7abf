package io.biplane.report.page;

import io.biplane.checker.history.Visible;
import io.biplane.testbed.result.CheckResult;
import io.biplane.testbed.result.Outcome;
import io.biplane.testbed.result.ReportWriter;
import io.biplane.testbed.result.RunResult;
import io.biplane.testbed.result.ThresholdResult;
import io.biplane.testbed.result.VariantResult;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code junit.xml} as surefire writes it: one suite a variant, one case a check and a threshold. An undecided one is skipped. The failure
 * message begins with the command that shows it again. A case's time is the virtual time of the run, so that equal runs
 * give equal files.
 */
public final class JunitReport implements ReportWriter {
    private record Case(String name, Outcome outcome, String detail, String place) {}

    @Override
    public String format() {
        return "junit";
    }

    @Override
    public void write(RunResult result, Path folder) throws IOException {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            for (VariantResult variant : result.variants()) {
                suite(xml, result, variant);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("cannot write junit.xml", e);
        }
        Files.writeString(folder.resolve("junit.xml"), text.toString(), StandardCharsets.UTF_8);
    }

    private static void suite(XMLStreamWriter xml, RunResult result, VariantResult variant)
            throws XMLStreamException {
        List<Case> cases = cases(variant);
        String name = result.header().first().name();
        String label = variant.variant().label();
        line(xml, 1);
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", label.isEmpty() ? name : name + " [" + label + "]");
        xml.writeAttribute("tests", String.valueOf(cases.size()));
        xml.writeAttribute("failures", count(cases, Outcome.BROKEN));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", count(cases, Outcome.UNKNOWN));
        xml.writeAttribute(
                "time", String.format(Locale.ROOT, "%.3f", variant.endedAtNanos() / 1e9));
        line(xml, 2);
        xml.writeStartElement("properties");
        property(xml, "biplane.seed", String.valueOf(result.header().first().seed()));
        property(xml, "biplane.build", result.header().buildId());
        property(xml, "biplane.digest", variant.digest());
        property(xml, "biplane.replay", result.header().replayCommand());
        line(xml, 2);
        xml.writeEndElement();
        for (Case one : cases) {
            testCase(xml, "scenarios." + name, one, result.header().replayCommand());
        }
        line(xml, 1);
        xml.writeEndElement();
    }

    private static List<Case> cases(VariantResult variant) {
        Stream<Case> checks = variant.checks().stream().map(JunitReport::ofCheck);
        Stream<Case> thresholds = variant.thresholds().stream().map(JunitReport::ofThreshold);
        return Stream.concat(checks, thresholds).toList();
    }

    private static Case ofCheck(CheckResult check) {
        return new Case(
                check.name(), check.outcome(), check.detail(), check.mark().toString());
    }

    private static Case ofThreshold(ThresholdResult result) {
        String step = result.step().isEmpty() ? "" : " [" + result.step() + "]";
        return new Case(
                result.threshold().text() + step,
                result.outcome(),
                "measured " + result.measured(),
                result.threshold().mark().toString());
    }

    private static void testCase(XMLStreamWriter xml, String suite, Case one, String replay)
            throws XMLStreamException {
        line(xml, 2);
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", suite);
        xml.writeAttribute("name", Visible.line(one.name()));
        xml.writeAttribute("time", "0");
        if (one.outcome() == Outcome.BROKEN) {
            line(xml, 3);
            xml.writeStartElement("failure");
            xml.writeAttribute("message", Visible.lines(replay + ": " + one.detail()));
            xml.writeCharacters(one.place() + "\n[[ATTACHMENT|report.html]]");
            xml.writeEndElement();
            line(xml, 2);
        } else if (one.outcome() == Outcome.UNKNOWN) {
            line(xml, 3);
            xml.writeEmptyElement("skipped");
            xml.writeAttribute("message", Visible.lines(one.detail()));
            line(xml, 2);
        }
        xml.writeEndElement();
    }

    private static void property(XMLStreamWriter xml, String name, String value)
            throws XMLStreamException {
        line(xml, 3);
        xml.writeEmptyElement("property");
        xml.writeAttribute("name", name);
        xml.writeAttribute("value", value);
    }

    private static void line(XMLStreamWriter xml, int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    private static String count(List<Case> cases, Outcome outcome) {
        return String.valueOf(
                cases.stream().filter(one -> one.outcome() == outcome).count());
    }
}
