import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { NewMessage } from './writer.ts';

/** What the mail says, by its content hash; the bytes say little else but their headers. */
export type Said = Pick<NewMessage, 'messageId' | 'references' | 'from' | 'subject' | 'body'>;

/** Words of headers that most mail has. Never to be changed: what a store holds is packed against them. */
const headerWords = `X-Original-To: Delivered-To: Received: from localhost (localhost [127.0.0.1])
	(using TLSv1.2 with cipher ECDHE-RSA-AES256-GCM-SHA384 (256/256 bits))
	(No client certificate requested)
	(version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=128/128);
	by mail-wr1-f65.google.com with SMTP id for <linux-kernel@vger.kernel.org>; Mon, Tue, Wed, Thu, Fri, Sat, Sun, Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec 2019 2020 2021 -0700 (PDT) -0800 (PST) +0000 (UTC)
Received: by (Postfix, from userid 0) with ESMTPS id with ESMTPSA id with LMTP id
Received-SPF: Pass (sender SPF authorized) identity=mailfrom; client-ip=; helo=; envelope-from=; receiver=
Authentication-Results: dkim=pass header.d= spf=pass smtp.mailfrom= dmarc=pass (p=none dis=none)
ARC-Seal: i=1; a=rsa-sha256; s=arcselector9901; d=microsoft.com; cv=none; b=
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; q=dns/txt; d=gmail.com; s=20161025;
        h=from:to:cc:subject:date:message-id:in-reply-to:references:mime-version:content-transfer-encoding; bh=
X-Google-DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=1e100.net; s=20161025; h=x-gm-message-state:
X-Gm-Message-State: X-Google-Smtp-Source: X-Received: by 2002:a05:
X-IronPort-AV: E=McAfee; E=Sophos;i= X-Amp-Result: SKIPPED(no attachment in message) X-Amp-File-Uploaded: False X-ExtLoop1: 1
X-Proofpoint-Virus-Version: vendor=fsecure engine=2.50.10434: definitions=
X-Proofpoint-Spam-Details: rule=outbound_notspam policy=outbound score=0 priorityscore=1501 malwarescore=0 suspectscore=0 phishscore=0 bulkscore=0 spamscore=0 clxscore=1015 lowpriorityscore=0 mlxscore=0 impostorscore=0 mlxlogscore=999 adultscore=0 classifier=spam adjust=0 reason=mlx scancount=1
X-MS-Exchange-CrossTenant-Network-Message-Id: X-MS-Exchange-Transport-CrossTenantHeadersStamped:
X-Mailman-Version: 2.1.29 Precedence: list List-Id: <.lists.01.org>
List-Unsubscribe: <https://lists.01.org/mailman/options/>, <mailto:-request@lists.01.org?subject=unsubscribe>
List-Archive: <http://lists.01.org/pipermail/> List-Post: <mailto:> List-Help: <mailto:?subject=help>
List-Subscribe: <https://lists.01.org/mailman/listinfo/>, <mailto:?subject=subscribe>
X-BeenThere: Errors-To: Sender: Return-Path: User-Agent: Mutt/1.10.1 (2018-07-13) X-Mailer: git-send-email 2.25.1
User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:60.0) Gecko/20100101 Thunderbird/60.8.0
Date: Reply-To: From: To: Cc: Subject: Re: [PATCH v2 ] Message-ID: Message-Id: In-Reply-To: References:
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="" Content-Type: text/plain; charset="utf-8"; format=flowed
Content-Type: text/plain; charset="us-ascii"
Content-Disposition: inline
Content-Language: en-US
Content-Transfer-Encoding: 7bit Content-Transfer-Encoding: 8bit Content-Transfer-Encoding: quoted-printable Content-Transfer-Encoding: base64
`;

/** What is most like the mail stands last, where a match costs least. */
function dictionaryOf({ messageId, references, from, subject, body }: Said): Buffer {
  const ids = [messageId, ...references].join('\n ');
  return Buffer.from(`${headerWords}${from.name} <${from.address}>\n${ids}\n${subject}\n\n${body}`);
}

/** Mail as one zstd frame (RFC 8878) whose dictionary is what the store holds of it anyway. */
export function packed(bytes: Uint8Array, said: Said): Uint8Array {
  const frame = zstdCompressSync(bytes, {
    dictionary: dictionaryOf(said),
    chunkSize: 8192,
    params: { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 },
  });
  // A copy of its own: the buffer in which zlib gives it is many times as long, and would go from thread to thread.
  return new Uint8Array(frame);
}

/** @throws Error where the frame was packed against another message, which its checksum tells */
export function unpacked(zstd: Uint8Array, said: Said): Uint8Array {
  return zstdDecompressSync(zstd, { dictionary: dictionaryOf(said) });
}
