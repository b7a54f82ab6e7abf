package io.biplane.checker.verdict;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import io.biplane.checker.history.JsonValues;
import io.biplane.checker.history.Operation;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Map;

/** Verdicts as JSON; fields in a fixed order, facts sorted by name. */
public final class VerdictJson {
    private VerdictJson() {}

    /** The verdict as one JSON object. */
    public static String text(Verdict verdict) {
        StringWriter text = new StringWriter();
        try {
            write(verdict, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Writes one JSON object without trailing newline; leaves {@code target} open. */
    public static void write(Verdict verdict, Writer target) throws IOException {
        JsonGenerator out = new JsonFactory().createGenerator(target);
        out.setCharacterEscapes(new VisibleEscapes());
        out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        out.writeStartObject();
        out.writeStringField("checker", verdict.checker());
        out.writeStringField("valid", verdict.validity().word());
        out.writeStringField("summary", verdict.summary());
        out.writeArrayFieldStart("anomalies");
        for (Anomaly anomaly : verdict.anomalies()) {
            anomaly(out, anomaly);
        }
        out.writeEndArray();
        out.writeObjectFieldStart("facts");
        for (Map.Entry<String, Object> fact : verdict.facts().entrySet()) {
            out.writeFieldName(fact.getKey());
            JsonValues.write(out, fact.getValue());
        }
        out.writeEndObject();
        out.writeEndObject();
        out.close();
    }

    private static void anomaly(JsonGenerator out, Anomaly anomaly) throws IOException {
        out.writeStartObject();
        out.writeStringField("kind", anomaly.kind());
        out.writeStringField("subject", anomaly.subject());
        out.writeStringField("explanation", anomaly.explanation());
        out.writeNumberField("last_event", anomaly.lastEventIndex());
        out.writeArrayFieldStart("operations");
        for (Operation operation : anomaly.operations()) {
            operation(out, operation);
        }
        out.writeEndArray();
        evidence(out, anomaly.evidence());
        out.writeEndObject();
    }

    private static void evidence(JsonGenerator out, Evidence evidence) throws IOException {
        if (!evidence.cycle().isEmpty()) {
            out.writeArrayFieldStart("cycle");
            for (Evidence.Link link : evidence.cycle()) {
                out.writeStartObject();
                out.writeStringField("kind", link.kind());
                out.writeStringField("because", link.because());
                out.writeEndObject();
            }
            out.writeEndArray();
        }
        if (!evidence.attempt().isEmpty()) {
            out.writeArrayFieldStart("attempt");
            for (Evidence.Placed placed : evidence.attempt()) {
                out.writeStartObject();
                out.writeNumberField("invoke_index", placed.operation().span().invokeIndex());
                out.writeStringField("state", placed.state());
                out.writeEndObject();
            }
            out.writeEndArray();
        }
    }

    private static void operation(JsonGenerator out, Operation operation) throws IOException {
        Operation.Span span = operation.span();
        out.writeStartObject();
        out.writeNumberField("process", operation.process());
        out.writeStringField("type", operation.outcome().word());
        out.writeStringField("f", operation.f());
        out.writeFieldName("input");
        JsonValues.write(out, operation.input());
        out.writeFieldName("output");
        JsonValues.write(out, operation.output());
        out.writeNumberField("invoke_index", span.invokeIndex());
        if (span.returnIndex() != Operation.Span.NEVER) {
            out.writeNumberField("return_index", span.returnIndex());
        }
        out.writeNumberField("invoked_at", span.invokedAtNanos());
        if (span.returnedAtNanos() != Operation.Span.NEVER) {
            out.writeNumberField("returned_at", span.returnedAtNanos());
        }
        out.writeEndObject();
    }
}
