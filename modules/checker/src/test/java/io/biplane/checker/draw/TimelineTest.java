package io.biplane.checker.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.history.EventType;
import io.biplane.checker.history.HistoryReader;
import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Operations;
import io.biplane.checker.isolation.IsolationChecker;
import io.biplane.checker.isolation.Level;
import io.biplane.checker.isolation.Workload;
import io.biplane.checker.linear.Limits;
import io.biplane.checker.linear.LinearizabilityChecker;
import io.biplane.checker.model.RegisterModel;
import io.biplane.checker.verdict.Anomaly;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

class TimelineTest {
    private static final String HISTORY = """
            {"process":0,"type":"invoke","f":"write","value":["a<b",1],"time":0}
            {"process":0,"type":"ok","f":"write","value":["a<b",1],"time":1000000}
            {"process":1,"type":"invoke","f":"write","value":["a<b",2],"time":1500000}
            {"process":2,"type":"invoke","f":"read","value":["a<b"],"time":2000000}
            {"process":2,"type":"ok","f":"read","value":["a<b"],"time":3000000}
            {"process":1,"type":"info","f":"write","value":["a<b",2],"time":4000000}
            """;

    @Test
    void an_anomaly_is_drawn_with_a_bar_per_operation_and_its_explanation() throws Exception {
        List<Operation> operations =
                Operations.pair(new HistoryReader().readAll(new StringReader(HISTORY)));
        Anomaly anomaly = LinearizabilityChecker.check(
                        operations, RegisterModel.keyed(), Limits.DEFAULT)
                .anomalies()
                .get(0);
        String svg = Timeline.svg(anomaly);
        Document document = parsed(svg);
        NodeList bars = document.getElementsByTagName("title");
        // The write of unknown outcome is in no conflict, but it ran meanwhile.
        assertThat(bars.getLength()).isEqualTo(3);
        Element write = rectangle(bars.item(0));
        Element unknown = rectangle(bars.item(1));
        Element read = rectangle(bars.item(2));
        // Real time from left to right: the write had returned before the read began.
        int writeEnd = number(write, "x") + number(write, "width");
        assertThat(writeEnd).isLessThan(number(read, "x"));
        assertThat(write.getAttribute("stroke-width")).isEqualTo("3");
        assertThat(read.getAttribute("stroke-width")).isEqualTo("3");
        assertThat(unknown.getAttribute("stroke-width")).isEqualTo("1");
        assertThat(number(unknown, "x") + number(unknown, "width"))
                .isGreaterThan(number(read, "x") + number(read, "width"));
        // The best attempt puts the write first.
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(1);
        assertThat(document.getDocumentElement().getTextContent())
                .contains(
                        "key a<b",
                        "process 2 read [a<b]",
                        "the first 5 events show it",
                        "attempt: 1. process 0 write [a<b, 1]",
                        "state 1");
        assertThat(Timeline.svg(anomaly)).isEqualTo(svg);
    }

    @Test
    void a_cycle_is_drawn_with_an_arrow_and_a_kind_for_each_link() throws Exception {
        String history = """
                {"process":0,"type":"invoke","f":"txn","value":[["r","x",null],["append","y",1]],"time":0}
                {"process":1,"type":"invoke","f":"txn","value":[["r","y",null],["append","x",1]],"time":1}
                {"process":0,"type":"ok","f":"txn","value":[["r","x",[]],["append","y",1]],"time":2}
                {"process":1,"type":"ok","f":"txn","value":[["r","y",[]],["append","x",1]],"time":3}
                """;
        List<Operation> operations =
                Operations.pair(new HistoryReader().readAll(new StringReader(history)));
        Anomaly anomaly = IsolationChecker.check(
                        operations, Workload.LIST_APPEND, Level.SERIALIZABLE)
                .anomalies()
                .get(0);
        Document document = parsed(Timeline.svg(anomaly));
        NodeList paths = document.getElementsByTagName("path");
        int arrows = 0;
        for (int i = 0; i < paths.getLength(); i++) {
            arrows += ((Element) paths.item(i)).hasAttribute("marker-end") ? 1 : 0;
        }
        assertThat(arrows).isEqualTo(2);
        assertThat(document.getDocumentElement().getTextContent())
                .contains("rw", "T0 r x []; append y 1", "T0 < T1");
    }

    @Test
    void text_that_no_picture_can_hold_is_spelled_out() throws Exception {
        Operation operation = new Operation(
                0, 1, "write", "a\u0000b\ud800", "", EventType.OK, new Operation.Span(0, 1, 0, 1));
        Anomaly anomaly = new Anomaly("bad", "", "x\u0007y", List.of(operation), 1);
        assertThat(parsed(Timeline.svg(anomaly)).getDocumentElement().getTextContent())
                .contains("a\\u0000b\\ud800", "x\\u0007y");
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static Element rectangle(Node title) {
        return (Element)
                ((Element) title.getParentNode()).getElementsByTagName("rect").item(0);
    }

    private static int number(Element element, String name) {
        return Integer.parseInt(element.getAttribute(name));
    }
}
