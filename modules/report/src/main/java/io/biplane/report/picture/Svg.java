package io.biplane.report.picture;

import io.biplane.checker.history.Visible;

/** Builds SVG text with presentation attributes only; numbers are rounded to hundredths, so equal input gives equal bytes. */
public final class Svg {
    /** Text. */
    public static final String INK = "#243b53";
    /** Text that matters less. */
    static final String PALE_INK = "fill=\"#627d98\"";

    static final String BOLD = "font-weight=\"bold\"";

    /** A white rim, so that a text can be read on lines. */
    static final String HALO =
            "paint-order=\"stroke\" stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\"";

    private final StringBuilder text = new StringBuilder(16_384);

    /** Text as XML shows it; what XML has not, or a browser would obey, is spelled out. */
    public static String escape(String raw) {
        return Visible.lines(raw)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A number as short as it is exact to hundredths. */
    static String number(double value) {
        long hundredths = StrictMath.round(value * 100);
        long whole = Math.abs(hundredths) / 100;
        long rest = Math.abs(hundredths) % 100;
        String sign = hundredths < 0 ? "-" : "";
        if (rest == 0) {
            return sign + whole;
        }
        return sign + whole + (rest < 10 ? ".0" : ".") + (rest % 10 == 0 ? rest / 10 : rest);
    }

    Svg rect(double x, double y, double width, double height, String attributes, String tooltip) {
        text.append("<rect x=\"").append(number(x)).append("\" y=\"").append(number(y));
        text.append("\" width=\"").append(number(Math.max(0.5, width)));
        text.append("\" height=\"").append(number(height)).append("\" ").append(attributes);
        return close("rect", tooltip);
    }

    Svg line(double x1, double y1, double x2, double y2, String attributes) {
        return line(x1, y1, x2, y2, attributes, "");
    }

    Svg line(double x1, double y1, double x2, double y2, String attributes, String tooltip) {
        text.append("<line x1=\"").append(number(x1)).append("\" y1=\"").append(number(y1));
        text.append("\" x2=\"").append(number(x2)).append("\" y2=\"").append(number(y2));
        text.append(attributes.isEmpty() ? "\"" : "\" ").append(attributes);
        return close("line", tooltip);
    }

    Svg label(double x, double y, String words, String attributes) {
        text.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y));
        text.append(attributes.isEmpty() ? "\"" : "\" ").append(attributes);
        text.append('>').append(escape(words)).append("</text>\n");
        return this;
    }

    Svg path(String points, String attributes, String tooltip) {
        text.append("<path d=\"").append(points);
        text.append(attributes.isEmpty() ? "\"" : "\" ").append(attributes);
        return close("path", tooltip);
    }

    /** What follows, until {@link #endGroup}, has these attributes where it says nothing else. */
    Svg group(String attributes) {
        text.append("<g ").append(attributes).append(">\n");
        return this;
    }

    Svg endGroup() {
        text.append("</g>\n");
        return this;
    }

    /** Defines an arrow's head for {@code marker-end="url(#id)"}. */
    Svg arrowHead(String id, String colour) {
        text.append("<marker id=\"").append(id);
        text.append(
                "\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"6\" markerHeight=\"6\"");
        text.append(
                " markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"");
        text.append(colour).append("\"/></marker>\n");
        return this;
    }

    private Svg close(String element, String tooltip) {
        if (tooltip.isEmpty()) {
            text.append("/>\n");
        } else {
            text.append("><title>").append(escape(tooltip)).append("</title></");
            text.append(element).append(">\n");
        }
        return this;
    }

    /** A diamond around a point: the mark of an operation that failed. */
    static String diamond(double x, double y) {
        return "M" + number(x) + " " + number(y - 5) + "l5 5l-5 5l-5 -5z";
    }

    /** A triangle around a point: the mark of an operation whose outcome is unknown. */
    static String triangle(double x, double y) {
        return "M" + number(x) + " " + number(y - 5) + "l5 9l-10 0z";
    }

    /** Words that fit, the rest as dots. */
    static String cut(String words, int lengthMax) {
        return words.length() <= lengthMax ? words : words.substring(0, lengthMax - 1) + "…";
    }

    /** The whole picture, as wide as the place it stands in; usable inside a page and as a file of its own. */
    String finish(double width, double height, String title) {
        return finish(width, height, "width=\"100%\"", title);
    }

    /** The whole picture at its own size: for those that are longer than a screen. */
    String finishAtOwnSize(double width, double height, String title) {
        return finish(
                width,
                height,
                "width=\"" + number(width) + "\" height=\"" + number(height) + "\"",
                title);
    }

    private String finish(double width, double height, String shownAs, String title) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(width) + " "
                + number(height) + "\" " + shownAs
                + " role=\"img\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"11\""
                + " fill=\"" + INK + "\">\n<title>" + escape(title) + "</title>\n"
                + "<rect width=\"" + number(width) + "\" height=\"" + number(height)
                + "\" fill=\"#ffffff\"/>\n" + text + "</svg>\n";
    }
}
