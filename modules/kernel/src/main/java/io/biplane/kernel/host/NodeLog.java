package io.biplane.kernel.host;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A log for people, tagged with the part of a node that speaks, such as {@code [T3,main,n2]}.
 *
 * <p>Goes to slf4j, message first, tag as the key {@value #TAGS}. Virtual time and host are not
 * arguments: an appender asks
 * {@code SimulationContext} for them, so that every node can have a file of its own in virtual
 * time.
 */
public final class NodeLog {
    /** Key under which the tags travel. */
    public static final String TAGS = "tags";

    private final Logger logger;
    private final String tags;

    private NodeLog(Logger logger, String tags) {
        this.logger = logger;
        this.tags = tags;
    }

    /**
     * A log for {@code owner}.
     *
     * @param tags comma-separated, without brackets
     */
    public static NodeLog of(Class<?> owner, String tags) {
        return new NodeLog(LoggerFactory.getLogger(owner), tags);
    }

    /** The same log with other tags. */
    public NodeLog tagged(String otherTags) {
        return new NodeLog(logger, otherTags);
    }

    /** Something an operator wants to know; {@code {}} stands for an argument. */
    public void info(String text, Object... arguments) {
        write(logger.atInfo(), text, arguments);
    }

    /** Something an operator should look at. */
    public void warn(String text, Object... arguments) {
        write(logger.atWarn(), text, arguments);
    }

    /** Something only a developer wants to know. */
    public void debug(String text, Object... arguments) {
        write(logger.atDebug(), text, arguments);
    }

    private void write(LoggingEventBuilder event, String text, Object... arguments) {
        event.addKeyValue(TAGS, tags).log("[" + tags + "] " + text, arguments);
    }
}
