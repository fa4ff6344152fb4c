// @ts-check
// 日本語の文言。{…} は値に置き換わります。

/** @type {Record<string, string>} */
export default {
  "error.unsupported-format": "証明書のファイルではないようです（{looksLike}）。",
  "error.unsupported-format.next": "証明書のファイル（.crt、.cer、.pem、.p12、.pfx）を選んでください。",
  "error.unsupported-format.certificate": "秘密鍵を選ぶところに、証明書のファイルが選ばれました。",
  "error.unsupported-format.certificate.next": "秘密鍵のファイル（.pem、.key）を選んでください。",
  "error.password-required": "このファイルはパスワードで保護されています。",
  "error.password-required.next": "パスワードを入力してください。",
  "error.second-password-required": "このファイルには、パスワードが2つあります。",
  "error.second-password-required.next":
    "もう1つのパスワードも入力してください。1つのパスワードで作り直したファイルを、発行元から入手すると確実です。",
  "error.account-protected": "このファイルは、Windowsのユーザーアカウントで保護されています。",
  "error.account-protected.next":
    "書き出したユーザーでWindowsにサインインして証明書を取り込み、パスワードを付けてもう一度書き出してください。",
  "error.altered-file": "パスワードは合っていますが、ファイルの中身が作成後に書き換わっています。",
  "error.altered-file.next":
    "パスワードを入力し直しても開けません。このファイルは使わずに、発行された元のファイルをもう一度入手してください。",
  "error.corrupt-file": "ファイルが壊れているため、読み取れません（{offset}バイトの位置）。",
  "error.corrupt-file.next": "元のファイルをもう一度コピーするか、送り直してもらってください。",
  "error.damaged-as-text": "証明書のファイルが、どこかで文字として扱われ、中身が変わっています。",
  "error.damaged-as-text.next": "元のファイルを、ZIPにまとめて送ってもらってください。",
  "error.damaged-as-text.octets-lost":
    "証明書のファイルが、どこかで文字として扱われ、中身の一部が失われています。このファイルは元に戻せません。",
  "error.damaged-as-text.octets-lost.next": "元のファイルを、ZIPにまとめて送ってもらってください。",
  "error.damaged-as-text.re-encoded":
    "証明書のファイルが、どこかで文字として扱われ、別の文字コードに変換されています。",
  "error.damaged-as-text.re-encoded.next": "元のファイルを、ZIPにまとめて送ってもらってください。",
  "error.damaged-as-text.line-ends-converted":
    "証明書のファイルが、どこかで文字として扱われ、改行の変換で中身が変わっています。",
  "error.damaged-as-text.line-ends-converted.next": "元のファイルを、ZIPにまとめて送ってもらってください。",
  "error.damaged-as-text.armour": "証明書のテキストの途中に、証明書にはない文字が入っています。",
  "error.damaged-as-text.armour.next":
    "メールの本文などには貼り付けずに、元のファイルをZIPにまとめて送ってもらってください。",
  "error.truncated-file": "ファイルが途中で切れています（少なくとも{expected}のはずが、{size}しかありません）。",
  "error.truncated-file.next":
    "コピーやダウンロードが途中で止まった可能性があります。元のファイルをもう一度コピーするか、送り直してもらってください。",
  "error.unsupported-algorithm": "このファイルは、対応していない方式で保護されています（{algorithm}{oid}）。",
  "error.unsupported-algorithm.next": "元の証明書を、AES-256または3DESで書き出し直したファイルをお使いください。",
  "error.too-much-work":
    "開くために必要な計算が多すぎるため、開くのをやめました（必要な量 {requested}、上限 {limit}）。",
  "error.too-much-work.next": "ファイルの入手元を確認し、通常の設定で書き出し直したファイルをお使いください。",
  "error.too-much-work.iterations":
    "パスワードの計算が{requested}回も必要なファイルのため、開くのをやめました（上限は{limit}回）。",
  "error.too-much-work.iterations.next":
    "ファイルの入手元を確認し、通常の設定で書き出し直したファイルをお使いください。",
  "error.too-much-work.memory":
    "開くのにメモリーが{requested}も必要なファイルのため、開くのをやめました（上限は{limit}）。",
  "error.too-much-work.memory.next": "ファイルの入手元を確認し、通常の設定で書き出し直したファイルをお使いください。",
  "error.too-much-work.nesting":
    "データの入れ子が深すぎるため、読み取るのをやめました（{requested}段以上。上限は{limit}段）。",
  "error.too-much-work.nesting.next": "ふつうの証明書のファイルにはないことです。ファイルの入手元を確認してください。",
  "error.too-much-work.certificates":
    "証明書の数が多すぎるため、読み取るのをやめました（{requested}件。上限は{limit}件）。",
  "error.too-much-work.certificates.next": "確認したい証明書だけを書き出したファイルをお使いください。",
  "error.too-much-work.private-keys":
    "秘密鍵の数が多すぎるため、読み取るのをやめました（{requested}件。上限は{limit}件）。",
  "error.too-much-work.private-keys.next": "確認したい証明書だけを書き出したファイルをお使いください。",
  "error.too-much-work.connections":
    "接続の数が多すぎるため、設定ファイルを読み取るのをやめました（上限は{limit}件）。",
  "error.too-much-work.connections.next": "クライアントの設定ファイルかどうかを確かめてください。",
  "error.file-too-large": "証明書としては大きすぎるファイルです（{size}。上限は{limit}）。",
  "error.file-too-large.next": "選んだファイルが証明書かどうか確認してください。",
  "error.invalid-argument": "ページの内部で正しくない値が使われました（{argument}）。",
  "error.invalid-argument.next": "ページを再読み込みしてください。それでも起きるときは、サポート窓口にご連絡ください。",
  "error.unreadable-file": "ファイルを読み込めませんでした。",
  "error.unreadable-file.next":
    "フォルダーではないか、ファイルが移動・削除されていないか、ほかのソフトで開いていないかを確認して、選び直してください。",
  "error.zip": "ZIPファイルを読み取れませんでした。",
  "error.zip.next": "ZIPファイルを展開し、中にある証明書のファイルを選んでください。",
  "error.zip.damaged": "ZIPファイルが壊れているか、途中で切れているため、読み取れません。",
  "error.zip.damaged.next": "元のファイルをもう一度コピーするか、送り直してもらってください。",
  "error.zip.encrypted": "ZIPファイルにパスワードがかかっています。",
  "error.zip.encrypted.next": "ZIPファイルを展開し、中にある証明書のファイルを選んでください。",
  "error.zip.unsupported": "このページでは開けない方式のZIPファイルです。",
  "error.zip.unsupported.next": "ZIPファイルを展開し、中にある証明書のファイルを選んでください。",
  "error.zip.too-many": "ZIPファイルの中のファイルが多すぎるため、読み取るのをやめました。",
  "error.zip.too-many.next": "ZIPファイルを展開し、中にある証明書のファイルを選んでください。",
  "error.zip.too-large": "ZIPファイルの中身が大きすぎるため、読み取るのをやめました。",
  "error.zip.too-large.next": "ZIPファイルを展開し、中にある証明書のファイルを選んでください。",
  "error.insecure-page": "このページが安全な接続（https）で開かれていないため、更新できません。",
  "error.insecure-page.next":
    "ページのアドレス（今は{address}）を「https://」で始まるものにして、開き直してください。そのアドレスが分からないときは、サポート窓口にご連絡ください。",
  "error.broken-config": "このページの設定ファイル（config.json）に問題があるため、更新できません。",
  "error.broken-config.next": "この画面の内容を、このページの管理者にお伝えください。",
  "error.broken-config.unreadable": "このページの設定ファイル（config.json）を読み込めないため、更新できません。",
  "error.broken-config.unreadable.next":
    "通信の状態を確認して、ページを再読み込みしてください。同じ結果になるときは、このページの管理者にご連絡ください。",
  "error.broken-config.not-json":
    "このページの設定ファイル（config.json）がJSONのオブジェクトではないため、更新できません。",
  "error.broken-config.not-json.next": "この画面の内容を、このページの管理者にお伝えください。",
  "error.broken-config.unknown-field":
    "このページの設定ファイル（config.json）に、知らない項目「{field}」があるため、更新できません。",
  "error.broken-config.unknown-field.next": "この画面の内容を、このページの管理者にお伝えください。",
  "error.broken-config.wrong-value":
    "このページの設定ファイル（config.json）の項目「{field}」の値が正しくないため、更新できません。",
  "error.broken-config.wrong-value.next": "この画面の内容を、このページの管理者にお伝えください。",
  "error.no-service": "更新するサービスが選ばれていません。",
  "error.no-service.next": "「サービスを選び直す」を押し、「更新するサービス」を選んでから「更新」を押してください。",
  "error.no-auth-host": "更新先のサーバー名が正しく入力されていません。",
  "error.no-auth-host.next":
    "「サービスを選び直す」を押し、案内されたサーバー名（例：auth.example.jp）を入力してから「更新」を押してください。",
  "error.pending-lost":
    "続きに必要な内容が、このブラウザに残っていません。別のタブで完了または破棄したか、24時間の期限が過ぎたか、ブラウザのデータが消去されました。",
  "error.pending-lost.next":
    "新しい証明書をすでに保存していれば、何もする必要はありません。保存していなければ、もう一度更新してください。",

  "error.offline": "ネットワークにつながっていないため、サーバー（{host}）に接続できません。",
  "error.offline.next": "インターネットにつながっているか確認してから、やり直してください。",
  "error.unreachable":
    "サーバー（{host}）に接続できませんでした。サーバーが止まっているか、アドレスが違うか、安全な接続（TLS）を確立できません。",
  "error.unreachable.next":
    "ほかのWebサイトが開けるか確認してください。開けるときは、しばらく待ってからやり直し、同じ結果になるときはサポート窓口にご連絡ください。",
  "error.blocked":
    "サーバー（{host}）は動いていますが、ブラウザがその応答をこのページに渡しませんでした。サーバーがこのページからの利用を許可していないか、選んだ証明書での接続が断られました。",
  "error.blocked.next":
    "ブラウザを再起動し、更新する証明書を選び直してください。同じ結果になるときは、このページのアドレスとサーバー名をサポート窓口にお伝えください。",
  "error.not-allowed-here":
    "このページには、サーバー（{host}）への接続が許可されていません。サーバーには何も送信していません。",
  "error.not-allowed-here.next":
    "サーバー名に誤りがないか確認してください。正しいときは、このページの管理者に、ページの設定（Content-Security-Policyのconnect-src）で https://{host} を許可するよう依頼してください。",
  "error.interrupted": "サーバー（{host}）は動いていますが、応答の途中で接続が切れました。",
  "error.interrupted.next":
    "通信が安定しているか確認してください。証明書の選択画面を閉じたときや、選んだ証明書での接続が断られたときにも起きます。その場合は、ブラウザを再起動して証明書を選び直してください。",
  "error.timed-out": "サーバー（{host}）が{seconds}たっても応答しませんでした。",
  "error.timed-out.next":
    "サーバーが混み合っている可能性があります。少し待ってからやり直してください。証明書の選択画面が開いたままになっていないかも確認してください。",
  "error.no-certificate": "サーバー（{host}）に証明書が提示されませんでした。",
  "error.no-certificate.next":
    "更新する証明書をブラウザに登録し、ブラウザを再起動してから、選択画面でその証明書を選んでください。",
  "error.refused": "サーバー（{host}）が更新を受け付けませんでした（HTTP {status}）。",
  "error.refused.next":
    "しばらく待ってからやり直してください。同じ結果になるときは、この画面の内容をサポート窓口にお伝えください。",
  "error.refused.later": "サーバー（{host}）が混み合っているため、今は受け付けられません（HTTP {status}）。",
  "error.refused.later.next": "{retryAfter}以上待ってから、やり直してください。",
  "error.redirected": "サーバー（{host}）が別のアドレスへ移動するよう答えたため、中止しました。",
  "error.redirected.next":
    "このページのアドレスが正しいか確認してください。同じ結果になるときは、サポート窓口にご連絡ください。",
  "error.unexpected-answer": "サーバー（{host}）の応答から、証明書の情報を読み取れませんでした。",
  "error.unexpected-answer.next": "このページのアドレスが正しいか、途中にログイン画面などがないかを確認してください。",
  "error.not-json": "サーバーから、更新の応答ではないデータが返ってきました。",
  "error.not-json.next": "このページのアドレスが正しいか、途中にログイン画面などがないかを確認してください。",
  "error.missing-fields": "サーバーの応答に、必要な項目がありません（{fields}）。",
  "error.missing-fields.next": "少し待ってからやり直してください。同じ結果になるときは、サポート窓口にご連絡ください。",
  "error.link-refused": "サーバー（{host}）が示した受け取り先が正しくないため、中止しました。",
  "error.link-refused.next": "安全のため接続していません。この画面の内容をサポート窓口にお伝えください。",
  "error.not-pkcs12": "受け取ったデータは証明書（.p12）ではありませんでした。",
  "error.not-pkcs12.next": "もう一度更新してください。同じ結果になるときは、サポート窓口にご連絡ください。",
  "error.other-common-name": "受け取った証明書のCNが違います（{expected}のはずが{found}）。",
  "error.other-common-name.next": "この証明書は使わないでください。この画面の内容をサポート窓口にお伝えください。",
  "error.other-subject":
    "受け取った証明書のサブジェクトが、今の証明書と違います（「{expected}」のはずが「{found}」）。",
  "error.other-subject.next": "この証明書は使わないでください。この画面の内容をサポート窓口にお伝えください。",
  "error.unknown-issuer":
    "受け取った証明書の発行者が、今の証明書の発行者と違います（「{expected}」のはずが「{found}」）。",
  "error.unknown-issuer.next":
    "この証明書は使わないでください。認証局が新しくなった可能性もありますので、この画面の内容をサポート窓口にお伝えください。",
  "error.same-serial-number":
    "受け取った証明書のシリアル番号が、今の証明書と同じです（{found}）。新しく発行されたものではありません。",
  "error.same-serial-number.next": "今の証明書をそのままお使いください。この画面の内容をサポート窓口にお伝えください。",
  "error.key-mismatch": "受け取った証明書と秘密鍵が合いません。",
  "error.key-mismatch.next":
    "この証明書は使えません。もう一度更新し、同じ結果になるときはサポート窓口にご連絡ください。",
  "error.key-mismatch.file": "証明書と秘密鍵が合いません。",
  "error.key-mismatch.file.next": "一緒に発行された .crt と .pem を選び直してください。",
  "error.not-newer": "受け取った証明書の有効期限が延びていません（今の期限 {expected}、受け取った期限 {found}）。",
  "error.not-newer.next": "今の証明書をそのままお使いください。期限が近いときはサポート窓口にご連絡ください。",
  "error.not-yet-valid": "受け取った証明書は、まだ有効になっていません（{notBefore}から有効、確認した時刻 {now}）。",
  "error.not-yet-valid.next":
    "今の証明書をそのままお使いください。この端末の日付と時刻が正しいときは、この画面の内容をサポート窓口にお伝えください。",
  "error.is-ca": "受け取った証明書は認証局（CA）のもので、クライアント証明書ではありません。",
  "error.is-ca.next": "この証明書は使わないでください。この画面の内容をサポート窓口にお伝えください。",
  "error.no-client-auth": "受け取った証明書は、クライアント認証に使えるように発行されていません。",
  "error.no-client-auth.next":
    "この証明書では接続できません。今の証明書をそのまま使い、この画面の内容をサポート窓口にお伝えください。",
  "error.weak-key": "受け取った証明書の鍵が弱すぎます（{algorithm} {bits}ビット）。",
  "error.weak-key.next":
    "この証明書は使わないでください。今の証明書をそのまま使い、この画面の内容をサポート窓口にお伝えください。",
  "error.incomplete-file": "ファイルの中身がそろっていません。",
  "error.incomplete-file.next": ".p12 ファイル、または .crt と .pem の両方を選んでください。",
  "error.incomplete-file.bundle": "受け取ったファイルに、証明書または使える秘密鍵が入っていません。",
  "error.incomplete-file.bundle.next":
    "このファイルは使えません。もう一度更新し、同じ結果になるときはサポート窓口にご連絡ください。",
  "error.response-too-large": "サーバーの応答が大きすぎるため、受け取りを中止しました（上限は{limit}）。",
  "error.response-too-large.next":
    "このページのアドレスが正しいか確認し、同じ結果になるときはサポート窓口にご連絡ください。",
  "error.cancelled": "更新は完了していません。",
  "error.cancelled.next": "続けるときは、もう一度やり直してください。",

  "refused.certificate-required": "サーバーに証明書が提示されませんでした。",
  "refused.certificate-required.next":
    "更新する証明書をブラウザに登録し、ブラウザを再起動してから、選択画面でその証明書を選んでください。",
  "refused.certificate-refused": "サーバーは、この証明書を信頼できないとして拒否しました。",
  "refused.certificate-refused.next":
    "ORCAMOが発行した証明書かどうか確認し、ブラウザを再起動してから選び直してください。",
  "refused.certificate-expired": "有効期限が切れた証明書のため、更新できませんでした。",
  "refused.certificate-expired.next":
    "新しい証明書を取得し、この端末に手作業で入れ直してください。有効な証明書が入った別の端末があれば、その端末の管理画面から取得できます。その場合も、期限が切れた端末へ入れる作業は必要です。",
  "refused.not-renewable": "この種類の証明書は更新できません。",
  "refused.not-renewable.next":
    "APIやバックアップでも、現在はクライアント用の証明書（clientXXX）を使います。clientXXXの証明書に切り替えてください。",
  "refused.too-early": "まだ更新の時期ではないため、サーバーが受け付けませんでした。",
  "refused.too-early.next": "今の証明書をそのままお使いください。時期が来たら、あらためて更新してください。",
  "refused.unknown-link": "新しい証明書の受け取り先が見つかりませんでした。",
  "refused.unknown-link.next": "もう一度更新してください。",
  "refused.used-link": "新しい証明書の受け取り先は、すでに使われています。",
  "refused.used-link.next": "もう一度更新してください。",
  "refused.other-certificate": "更新の途中で、別の証明書が使われました。",
  "refused.other-certificate.next": "ブラウザを再起動し、更新する証明書を選んで、最初からやり直してください。",
  "refused.unsupported-media-type": "サーバーが、更新の要求の形式（Content-Type）を受け付けませんでした。",
  "refused.unsupported-media-type.next":
    "途中の機器やソフトが通信を書き換えている可能性があります。この画面の内容をサポート窓口にお伝えください。",
  "refused.foreign-origin": "サーバーは、このページからの更新を許可していません。",
  "refused.foreign-origin.next":
    "このページのアドレスが正しいか確かめ、正しい場合は、この画面の内容をサポート窓口にお伝えください。",
  "refused.authority-unavailable": "更新を受け付けるサーバーが動いていません。",
  "refused.authority-unavailable.next":
    "少し待ってからやり直してください。同じ結果になるときは、サポート窓口にご連絡ください。",
  "refused.authority-timeout": "更新を受け付けるサーバーの応答が、時間内に返ってきませんでした。",
  "refused.authority-timeout.next":
    "少し待ってからやり直してください。同じ結果になるときは、サポート窓口にご連絡ください。",

  "looks-like.unknown": "形式が分かりません",
  "looks-like.empty": "中身が空です",
  "looks-like.empty.next": "元のファイルをもう一度コピーするか、送り直してもらってください。",
  "looks-like.private-key": "秘密鍵のファイルです",
  "looks-like.certificate-signing-request": "証明書の発行要求（CSR）です",
  "looks-like.certificate-signing-request.next":
    "発行要求に対して発行された証明書のファイル（.crt、.p12など）を選んでください。",
  "looks-like.certificate-revocation-list": "失効リスト（CRL）です",
  "looks-like.certificate": "証明書のファイルです",
  "looks-like.public-key": "公開鍵のファイルです",
  "looks-like.pkcs7-without-certificates": "証明書の入っていないPKCS#7のファイルです",
  "looks-like.signed-message": "署名付きのメッセージです",
  "looks-like.signed-message.next":
    "署名付きのメールでしたら、メールソフトで開き、添付の証明書を保存して選んでください。構成プロファイル（.mobileconfig）でしたら、作成した管理者に証明書のファイル（.p12）を送ってもらってください。",
  "looks-like.encrypted-message": "暗号化されたメッセージです",
  "looks-like.encrypted-message.next": "受け取ったメールソフトで開き、添付の証明書を保存して選んでください。",
  "looks-like.jks": "Javaのキーストア（JKS）です",
  "looks-like.jks.next":
    "Javaのkeytoolで「keytool -importkeystore -deststoretype PKCS12」を使って.p12に変換し、その.p12を選んでください。",
  "looks-like.html": "Webページ（HTML）です",
  "looks-like.html.next":
    "証明書の代わりに、ログイン画面などのページが保存されたようです。証明書をダウンロードし直してください。",
  "looks-like.zip": "ZIPの圧縮ファイルです",
  "looks-like.zip.next": "圧縮ファイルを展開し、中にある証明書のファイルを選んでください。",
  "looks-like.archive": "圧縮ファイルなどです",
  "looks-like.archive.next": "圧縮ファイルを展開し、中にある証明書のファイルを選んでください。",
  "looks-like.pdf": "PDFです",
  "looks-like.image": "画像です",
  "looks-like.office-document": "WordやExcelなどの文書です",
  "looks-like.office-document.next":
    "文書の中の証明書は読み取れません。証明書のファイル（.p12、.crtなど）を、ZIPにまとめて送ってもらってください。",
  "looks-like.mail": "メールです",
  "looks-like.mail.next":
    "メールソフトで開き、添付の証明書を保存して選んでください。添付がZIPのときは、展開してから選んでください。",
  "looks-like.winmail": "Outlookから届いたメールの添付（winmail.dat）です",
  "looks-like.winmail.next":
    "このままでは中の証明書を取り出せません。送り主に、証明書のファイルをZIPにまとめ、「テキスト形式」または「HTML形式」のメールで送り直してもらってください。",
  "looks-like.configuration-profile": "Appleの構成プロファイル（.mobileconfig）です",
  "looks-like.configuration-profile.next":
    "プロファイルを作成した管理者に、証明書のファイル（.p12）を送ってもらってください。",
  "looks-like.vpn-profile": "OpenVPNの設定ファイル（.ovpn）です",
  "looks-like.vpn-profile.next": "一緒に受け取った証明書のファイル（.p12、.crtなど）を選んでください。",
  "looks-like.json": "JSONのデータです",
  "looks-like.json.next":
    "サーバーの応答や設定が保存されたようです。証明書のファイル（.p12、.crtなど）をダウンロードし直すか、送り直してもらってください。",
  "looks-like.shortcut": "ショートカットです",
  "looks-like.shortcut.next": "ショートカットではなく、元の証明書のファイルを選んでください。",
  "looks-like.text": "ふつうのテキストです",

  "presented.refused-expired": "有効期限が切れているため、サーバーはこの証明書を受け付けませんでした。",
  "presented.refused-expired.next":
    "新しい証明書を取得し、この端末に手作業で入れ直してください。有効な証明書が入った別の端末があれば、その端末の管理画面から取得できます。その場合も、期限が切れた端末へ入れる作業は必要です。",
  "presented.refused-not-yet-valid": "サーバーは、この証明書がまだ有効になっていないとして受け付けませんでした。",
  "presented.refused-not-yet-valid.next":
    "有効期間の開始までお待ちください。すでに始まっているはずのときは、サーバーの時刻がずれている可能性がありますので、サポート窓口にご連絡ください。",
  "presented.refused-revoked": "この証明書は失効（取り消し）されているため、サーバーは受け付けませんでした。",
  "presented.refused-revoked.next":
    "この証明書は更新できません。取り消しに心当たりがないときはサポート窓口にご連絡ください。使うには、新しい証明書を取得してこの端末に入れ直す必要があります。",
  "presented.refused-unknown-authority": "この証明書の発行者をサーバーが知らないため、信頼できないとして拒否しました。",
  "presented.refused-unknown-authority.next":
    "ORCAMOが発行した証明書かどうか、接続先のサーバーが正しいかを確認してください。ほかの証明書があるときは、ブラウザを再起動して選び直してください。",
  "presented.refused-other": "サーバーは、この証明書を受け付けませんでした（理由：{reason}）。",
  "presented.refused-other.next":
    "この画面の内容をサポート窓口にお伝えください。ほかの証明書があるときは、ブラウザを再起動して選び直してください。",
  "presented.refused-detail": "サーバーの回答：{verdict}",

  "failed.rejected-heading": "届いた証明書に問題があるため、中止しました",
  "issued.rejected":
    "サーバーは新しい証明書を発行しましたが、届いたものには問題があります。今の証明書は有効期限まで使えます。「もう一度受け取る」を押すと、新しく発行せずに受け取り直します。",
  "failed.receive-again": "もう一度受け取る",

  "pending.heading": "前回の更新が途中です",
  "pending.issued":
    "サーバーは新しい証明書を発行しましたが、まだ受け取っていません。「続ける」を押すと、新しく発行せずに、発行済みの証明書を受け取ります。",
  "pending.downloaded":
    "新しい証明書は受け取りましたが、まだ保存を確認していません。「続ける」を押すと、保存の画面に戻ります。",
  "pending.created": "更新を始めた日時",
  "pending.expires": "続けられる期限",
  "pending.unknown": "不明",
  "pending.overdue":
    "期限を過ぎているようですが、この端末の時計とサーバーの時計で確かめられないため、消さずに残しています。受け取れることがありますので、「続ける」を押してください。",
  "pending.sealed-heading": "前回の更新の記録を開けません",
  "pending.sealed":
    "前回の更新でサーバーが発行した証明書を受け取るための記録が、このブラウザに残っています。しかし、記録を開く鍵が失われたか、記録が壊れているため、続けられません。",
  "pending.sealed.next":
    "新しい証明書を保存してあるときは、「破棄」を押してください。保存していないときは、今の証明書が有効なうちに「もう一度更新する」を押してください。",
  "pending.resume": "続ける",
  "pending.discard": "破棄",
  "pending.discard-question": "途中の更新を破棄しますか？",
  "pending.discard-effect":
    "破棄すると、発行済みの新しい証明書は受け取れなくなります。今の証明書は有効期限まで使えますので、あらためて更新できます。",
  "pending.discard-effect-sealed": "開けなくなった記録をこのブラウザから消します。今の証明書には影響しません。",
  "pending.discard-failed": "破棄できませんでした。このページのほかのタブを閉じて、もう一度お試しください。",
  "elsewhere.heading": "別のタブで更新しています",
  "elsewhere.sentence":
    "このブラウザの別のタブまたはウィンドウで、更新が進んでいるか、新しい証明書の保存を待っています。そちらで最後まで進めてください。見当たらないときは、このページのタブをすべて閉じて開き直してください。",
  "evidence.heading": "届いたデータを証拠として保存する",
  "evidence.about":
    "更新には使えません。登録したり、クライアントに設定したりしないでください。サポート窓口で調べるために必要になることがあります。",
  "evidence.save-p12": "届いたデータを保存",
  "evidence.save-pass": "届いたパスワードを保存",
  "evidence.file": "{name}-検証失敗",
  "notice.same-key": "新しい証明書の鍵は、今までの証明書と同じです。",
  "notice.same-key.next":
    "証明書は使えますが、鍵は新しくなっていません。今までの証明書のファイル（.p12など）をなくしたり、人に渡したりした心当たりがあるときは、この証明書を使わずに、サポート窓口にご連絡ください。",
  "notice.weak-key": "新しい証明書の鍵（{algorithm} {bits}ビット）は、RSA 2048ビットや楕円曲線P-256より弱いものです。",
  "notice.weak-key.next":
    "今までの証明書の鍵もこれより強くないため、受け取りました。新しいブラウザやOSでは使えないことがありますので、サポート窓口にお伝えください。",
  "notice.key-unknown": "新しい証明書と秘密鍵が合うかどうかは、このブラウザでは確かめられませんでした。",
  "notice.key-unknown.next": "今までの証明書を残したまま、新しい証明書で接続できることを確かめてください。",
  "notice.shorter": "新しい証明書の有効期間は、今までより短くなっています（{old} → {new}）。",
  "notice.shorter.next": "次の更新が早くなります。新しい証明書の有効期限は{expiry}です。",

  "recognized.no-certificate": "証明書は見つかりませんでした",
  "recognized.no-certificate.sentence": "{count}件のファイルを調べましたが、証明書は入っていませんでした。",
  "recognized.no-certificate.next": "証明書の入ったフォルダーか、証明書のファイル（.crt、.p12など）を選んでください。",

  "password.form.without-line-end":
    "パスワードの末尾の改行を除いて開きました。このファイルのパスワードに、改行は含まれません。",
  "password.form.without-space":
    "パスワードの前後の空白を除いて開きました。このファイルのパスワードに、前後の空白は含まれません。",
  "password.form.half-width":
    "パスワードの全角の英数字と記号を半角にして開きました。このファイルのパスワードでは半角です。",
  "password.form.full-width":
    "パスワードの半角の英数字と記号を全角にして開きました。このファイルのパスワードでは全角です。",

  "recognized.password-file": "パスワードのファイルです",
  "recognized.password-file.sentence": "証明書のパスワードが入ったファイルです。証明書は入っていません。",
  "recognized.password-file.next":
    "証明書のファイル（.p12など）をドロップしてください。このパスワードで開けるか試します。パスワードは画面に表示せず、どこにも送信しません。",
  "recognized.settings": "クライアントの設定ファイルです",
  "recognized.settings.sentence": "証明書は入っていません。",
  "recognized.settings.next":
    "証明書を確認するときは、クライアントのフォルダーごとドロップするか、その中の certificates フォルダーにある証明書を選んでください。",
  "recognized.readme": "説明のファイルです",
  "recognized.readme.sentence": "証明書は入っていません。",
  "recognized.readme.next": "証明書のファイル（.crt、.p12など）を選んでください。",
  "recognized.private-key": "秘密鍵のファイルです",
  "recognized.private-key.sentence": "秘密鍵だけが入っています。組になる証明書は見つかりませんでした。",
  "recognized.private-key.next": "一緒に発行された証明書のファイル（.crt）もドロップしてください。",
};
