package io.biplane.kernel.host;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.javadsl.Behaviors;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

import io.biplane.kernel.context.SimulationContext;
import io.biplane.kernel.sim.HostSpec;
import io.biplane.kernel.sim.Simulation;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;

class NodeLogTest {
    /** An appender as a report would have it: one line a message, with virtual time and host from the context. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<String> lines = new ArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            SimulationContext context = SimulationContext.current();
            lines.add(context.nowNanos() + " " + context.hostName() + " "
                    + event.getFormattedMessage());
        }
    }

    @Test
    void when_aNodeLogs_then_anAppenderKnowsVirtualTimeAndHost() {
        Lines lines = new Lines();
        lines.start();
        Logger logger = (Logger) LoggerFactory.getLogger(NodeLogTest.class);
        logger.setAdditive(false);
        logger.addAppender(lines);
        NodeLog log = NodeLog.of(NodeLogTest.class, "T3,main,n2");
        try (Simulation simulation = Simulation.builder().seed(1).build()) {
            var system = simulation
                    .addHost("n2", HostSpec.defaults())
                    .boot(services -> Behaviors.<String>receiveMessage(text -> {
                        log.warn("{} of {}", text, 3);
                        return Behaviors.same();
                    }));
            simulation.at(1_500, () -> system.tell("one"));
            simulation.runUntil(2_000);
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.lines).containsExactly("1500 n2 [T3,main,n2] one of 3");
        assertThat(SimulationContext.isActive()).isFalse();
    }
}
