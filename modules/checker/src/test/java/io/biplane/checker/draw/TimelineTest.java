package io.biplane.checker.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.history.HistoryReader;
import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Operations;
import io.biplane.checker.linear.Limits;
import io.biplane.checker.linear.LinearizabilityChecker;
import io.biplane.checker.model.RegisterModel;
import io.biplane.checker.verdict.Anomaly;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
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
        String svg = Timeline.svg(anomaly, operations);
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        NodeList bars = document.getElementsByTagName("title");
        assertThat(bars.getLength()).isEqualTo(2);
        Element write = (Element) ((Element) bars.item(0).getParentNode())
                .getElementsByTagName("rect")
                .item(0);
        Element read = (Element) ((Element) bars.item(1).getParentNode())
                .getElementsByTagName("rect")
                .item(0);
        // Real time from left to right: the write had returned before the read began.
        int writeEnd = number(write, "x") + number(write, "width");
        assertThat(writeEnd).isLessThan(number(read, "x"));
        assertThat(read.getAttribute("stroke-width")).isEqualTo("3");
        assertThat(document.getDocumentElement().getTextContent())
                .contains("key a<b", "process 2 read [a<b]", "the first 5 events show it");
        assertThat(Timeline.svg(anomaly, operations)).isEqualTo(svg);
    }

    private static int number(Element element, String name) {
        return Integer.parseInt(element.getAttribute(name));
    }
}
