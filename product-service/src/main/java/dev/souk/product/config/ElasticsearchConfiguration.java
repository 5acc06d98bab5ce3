package dev.souk.product.config;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import co.elastic.clients.transport.DefaultTransportOptions;
import co.elastic.clients.transport.ElasticsearchTransportBase;
import co.elastic.clients.transport.http.TransportHttpClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.json.JsonMapper;

/** The 8.19 client, put together by hand because Boot's starter brings 9.x, which an 8.19 server refuses. */
@Configuration(proxyBeanMethods = false)
class ElasticsearchConfiguration {

    static final int MOST_CONNECTIONS = 50;

    @Bean
    BlockingHttp elasticsearchHttp(ElasticsearchProperties elasticsearch) {
        URI url = elasticsearch.url();
        ConnectionConfig connections = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(elasticsearch.connectTimeout())).build();
        // while Elasticsearch hangs, whoever finds all connections taken does not queue behind them
        RequestConfig limits = RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(elasticsearch.connectTimeout()))
                .setResponseTimeout(Timeout.of(elasticsearch.responseTimeout())).build();
        return new BlockingHttp(
                HttpClients.createMinimal(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDefaultConnectionConfig(connections)
                        .setMaxConnPerRoute(MOST_CONNECTIONS).setMaxConnTotal(MOST_CONNECTIONS).build()),
                new HttpHost(url.getScheme(), url.getHost(), url.getPort()), limits,
                url.getUserInfo() == null ? List.of() : List.of(basic(url.getUserInfo())));
    }

    /** For what nobody waits for. */
    @Bean
    @Primary
    ElasticsearchClient elasticsearchClient(BlockingHttp http) {
        return new ElasticsearchClient(new Transport(http));
    }

    /** For what a shopper waits for. */
    @Bean
    ElasticsearchClient searchClient(BlockingHttp http, ElasticsearchProperties elasticsearch) {
        return new ElasticsearchClient(new Transport(http.answeredWithin(elasticsearch.searchTimeout())));
    }

    private static Header basic(String userInfo) {
        return new BasicHeader(HttpHeaders.AUTHORIZATION,
                "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8)));
    }

    /** Only to be constructed: the library's own transports each come with an HTTP client. */
    private static final class Transport extends ElasticsearchTransportBase {

        Transport(TransportHttpClient http) {
            super(http, DefaultTransportOptions.EMPTY, new Jackson3JsonpMapper(JsonMapper.builder().build()));
        }
    }
}
