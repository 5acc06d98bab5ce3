package dev.souk.product.config;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.http.Header;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The 8.19 client, put together by hand because Boot's starter brings 9.x, which an 8.19 server refuses. */
@Configuration(proxyBeanMethods = false)
class ElasticsearchConfiguration {

    @Bean(destroyMethod = "close")
    RestClient elasticsearchRestClient(ElasticsearchProperties elasticsearch) {
        URI url = elasticsearch.url();
        RestClientBuilder builder = RestClient.builder(new HttpHost(url.getHost(), url.getPort(), url.getScheme()))
                .setRequestConfigCallback(request -> request
                        .setConnectTimeout((int) elasticsearch.connectTimeout().toMillis())
                        .setSocketTimeout((int) elasticsearch.responseTimeout().toMillis()));
        String userInfo = url.getUserInfo();
        if (userInfo != null) {
            builder.setDefaultHeaders(new Header[]{basic(userInfo)});
        }
        return builder.build();
    }

    @Bean
    ElasticsearchClient elasticsearchClient(RestClient rest) {
        return new ElasticsearchClient(
                new RestClientTransport(rest, new Jackson3JsonpMapper(JsonMapper.builder().build())));
    }

    private static Header basic(String userInfo) {
        return new BasicHeader(HttpHeaders.AUTHORIZATION,
                "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8)));
    }
}
