package io.biplane.testbed.files;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

import io.biplane.kernel.context.SimulationContext;
import io.biplane.kernel.trace.StateChange;

import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One log file a host: {@code nodes/n1.log}. First column virtual time in seconds since the simulation began, then level, tags
 * {@code [T3,main,n2]} and text. Takes log lines of actors and, as lines of their own, their changes of state.
 */
public final class NodeLogs implements AutoCloseable {
    private final Path folder;
    private final Map<String, BufferedWriter> writers = new TreeMap<>();
    private final Appender appender = new Appender();
    private final Thread owner = Thread.currentThread();

    /** Opens them in {@code folder}, which is made if missing. */
    public NodeLogs(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            appender.setContext(context);
            appender.start();
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(appender);
        }
    }

    /** A change of state, as a line. */
    public void change(long simulationNanos, String host, StateChange change) {
        StringBuilder text = new StringBuilder(change.kind());
        String tag = "";
        for (StateChange.Field field : change.fields()) {
            text.append(' ').append(field.name()).append('=').append(field.value());
            if (field.name().equals("tenant") && !field.value().equals("")) {
                tag = "T" + field.value();
            }
        }
        line(host, simulationNanos, "I", tag, text.toString());
    }

    private void line(String host, long simulationNanos, String level, String tags, String text) {
        if (host.isEmpty()) {
            return;
        }
        try {
            BufferedWriter writer = writers.get(host);
            if (writer == null) {
                writer = Files.newBufferedWriter(
                        folder.resolve(host + ".log"), StandardCharsets.UTF_8);
                writers.put(host, writer);
            }
            String tag = tags.isEmpty() ? host : tags.endsWith(host) ? tags : tags + "," + host;
            writer.write(String.format(
                    Locale.ROOT, "%12.6f %s [%s] %s\n", simulationNanos / 1e9, level, tag, text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAppender(appender);
        }
        for (BufferedWriter writer : writers.values()) {
            try {
                writer.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Takes what actors log while the owner's simulation runs. */
    private final class Appender extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            if (Thread.currentThread() != owner
                    || !SimulationContext.isActive()
                    || event.getLevel().toInt() < Level.INFO_INT) {
                return;
            }
            SimulationContext context = SimulationContext.current();
            line(
                    context.hostName(),
                    context.nowNanos(),
                    event.getLevel().toString().substring(0, 1),
                    tagsOf(event),
                    event.getFormattedMessage());
        }

        private static String tagsOf(ILoggingEvent event) {
            if (event.getKeyValuePairs() != null) {
                for (KeyValuePair pair : event.getKeyValuePairs()) {
                    if (pair.key.equals("tags")) {
                        return String.valueOf(pair.value);
                    }
                }
            }
            return "";
        }
    }
}
